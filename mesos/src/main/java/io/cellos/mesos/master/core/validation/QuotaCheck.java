package io.cellos.mesos.master.core.validation;

import static io.cellos.mesos.master.core.validation.First.when;

import io.cellos.protocols.mesos.Roles;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Value;
import org.apache.mesos.v1.quota.Protos.QuotaConfig;
import org.apache.mesos.v1.quota.Protos.QuotaRequest;

/** Rules for a quota by itself; whether the cell can give it is asked elsewhere. */
public final class QuotaCheck {
  private static final double MOST_MEGABYTES = Math.pow(1024, 4);
  private static final double MOST_OTHERS = 1e12;

  private QuotaCheck() {}

  /** A quota of the call UPDATE_QUOTA. */
  public static Optional<String> problem(QuotaConfig quota) {
    return First.of(
        () -> nested(quota.getRole(), "Updating"),
        () ->
            First.of(
                    () ->
                        Roles.problem(quota.getRole())
                            .map(problem -> "Invalid 'QuotaConfig.role': " + problem),
                    () -> amounts("guarantee", quota.getGuaranteesMap()),
                    () -> amounts("limit", quota.getLimitsMap()),
                    () -> exceeded(quota))
                .map(problem -> "Invalid QuotaConfig: " + problem));
  }

  private static Optional<String> nested(String role, String doing) {
    return when(
        role.contains("/"),
        "%s quota on nested role '%s' is not supported".formatted(doing, role)
            + ": set it on the role above all, which counts what the roles below it use");
  }

  private static Optional<String> amounts(String what, Map<String, Value.Scalar> amounts) {
    for (Map.Entry<String, Value.Scalar> each : amounts.entrySet()) {
      double amount = each.getValue().getValue();
      boolean megabytes = each.getKey().equals("mem") || each.getKey().equals("disk");
      Optional<String> problem =
          First.of(
              () -> when(!(amount >= 0) || Double.isInfinite(amount), "it is no amount"),
              () ->
                  when(
                      amount > (megabytes ? MOST_MEGABYTES : MOST_OTHERS),
                      megabytes
                          ? "values greater than 1 exabyte are not supported"
                          : "values greater than 1 trillion are not supported"));
      if (problem.isPresent()) {
        return problem.map(
            p ->
                "Invalid %s configuration {'%s': %s}: %s"
                    .formatted(what, each.getKey(), amount, p));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> exceeded(QuotaConfig quota) {
    return quota.getGuaranteesMap().entrySet().stream()
        .filter(
            guarantee ->
                quota.getLimitsMap().containsKey(guarantee.getKey())
                    && guarantee.getValue().getValue()
                        > quota.getLimitsMap().get(guarantee.getKey()).getValue())
        .map(
            guarantee ->
                "'QuotaConfig.guarantees' is not contained within the 'QuotaConfig.limits': "
                    + guarantee.getKey())
        .findFirst();
  }

  /** A quota of the call SET_QUOTA and of the endpoint {@code /quota}. */
  public static Optional<String> problem(QuotaRequest request) {
    return First.of(
            () ->
                Roles.problem(request.getRole())
                    .map(problem -> "QuotaInfo with invalid role: " + problem),
            () -> guarantee(request.getGuaranteeList()),
            () -> nested(request.getRole(), "Setting"))
        .map(problem -> "Failed to validate set quota request: " + problem);
  }

  @SuppressWarnings("deprecation") // how old clients say it
  private static boolean isReserved(Resource resource) {
    return resource.getReservationsCount() > 0
        || resource.hasReservation()
        || (resource.hasRole() && !resource.getRole().equals(Roles.ANY));
  }

  private static Optional<String> guarantee(List<Resource> resources) {
    if (resources.isEmpty()) {
      return Optional.of("QuotaInfo with empty 'guarantee'");
    }
    Set<String> names = new HashSet<>();
    for (Resource resource : resources) {
      Optional<String> problem =
          First.of(
              () ->
                  when(
                      resource.getType() != Value.Type.SCALAR,
                      "QuotaInfo must not include non-scalar resources"),
              () -> when(isReserved(resource), "QuotaInfo must not contain any ReservationInfo"),
              () -> when(resource.hasDisk(), "QuotaInfo must not contain DiskInfo"),
              () -> when(resource.hasRevocable(), "QuotaInfo must not contain RevocableInfo"),
              () ->
                  when(
                      !names.add(resource.getName()),
                      "QuotaInfo contains duplicate resource name '" + resource.getName() + "'"));
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }
}
