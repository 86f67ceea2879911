package io.cellos.mesos.master.core;

import io.cellos.mesos.master.core.allocation.Quota;
import io.cellos.mesos.master.core.state.Agent;
import io.cellos.protocols.mesos.Resources;
import io.cellos.protocols.mesos.Roles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Value;
import org.apache.mesos.v1.Protos.WeightInfo;
import org.apache.mesos.v1.master.Protos.Call;
import org.apache.mesos.v1.quota.Protos.QuotaConfig;
import org.apache.mesos.v1.quota.Protos.QuotaRequest;

/** Quotas and weights of roles. */
@SuppressWarnings("deprecation") // SET_QUOTA and REMOVE_QUOTA, which old tools use
final class Shares {
  private final Books books;
  private final Offering offering;
  private final Map<String, QuotaConfig> quotas = new TreeMap<>();
  private final Map<String, Double> weights = new TreeMap<>();

  Shares(Books books, Offering offering) {
    this.books = books;
    this.offering = offering;
  }

  Map<String, QuotaConfig> quotas() {
    return quotas;
  }

  Map<String, Double> weights() {
    return weights;
  }

  void recover(QuotaConfig quota) {
    quotas.put(quota.getRole(), quota);
    books.allocator().quota(quota.getRole(), Optional.of(of(quota)));
  }

  void recover(WeightInfo weight) {
    weights.put(weight.getRole(), weight.getWeight());
    books.allocator().weigh(weight.getRole(), weight.getWeight());
  }

  private static Quota of(QuotaConfig quota) {
    return Quota.of(quota.getGuaranteesMap(), quota.getLimitsMap());
  }

  Verdict weigh(List<WeightInfo> changed) {
    if (changed.isEmpty()) {
      return new Verdict.Malformed("Invalid weights: none are given");
    }
    for (WeightInfo info : changed) {
      Optional<String> problem = Roles.problem(info.getRole());
      if (problem.isPresent()) {
        return new Verdict.Malformed(
            "Failed to validate update weights: Invalid role '%s': %s"
                .formatted(info.getRole(), problem.get()));
      }
      if (!(info.getWeight() > 0)) {
        return new Verdict.Malformed(
            "Failed to validate update weights: Invalid weight '%s': Weights must be positive"
                .formatted(info.getWeight()));
      }
    }
    for (WeightInfo info : changed) {
      recover(info);
      books.out().save(Registry.role(Registry.WEIGHTS, info.getRole()), info);
    }
    rescindAll();
    return new Verdict.Done();
  }

  Verdict quota(Call.UpdateQuota call) {
    Map<String, QuotaConfig> next = new HashMap<>(quotas);
    call.getQuotaConfigsList().forEach(quota -> next.put(quota.getRole(), quota));
    Optional<String> problem =
        call.getQuotaConfigsList().stream()
            .flatMap(quota -> problem(quota, next).stream())
            .findFirst()
            .or(() -> call.getForce() ? Optional.empty() : overcommitted(next));
    if (problem.isPresent()) {
      return new Verdict.Malformed("Invalid QuotaConfig: " + problem.get());
    }
    for (QuotaConfig quota : call.getQuotaConfigsList()) {
      if (quota.getGuaranteesCount() == 0 && quota.getLimitsCount() == 0) {
        quotas.remove(quota.getRole());
        books.allocator().quota(quota.getRole(), Optional.empty());
        books.out().forget(Registry.role(Registry.QUOTA, quota.getRole()));
      } else {
        recover(quota);
        books.out().save(Registry.role(Registry.QUOTA, quota.getRole()), quota);
      }
    }
    rescindAll();
    return new Verdict.Done();
  }

  /** The old way: a guarantee that is a limit too. */
  Verdict set(Call call) {
    QuotaRequest request = call.getSetQuota().getQuotaRequest();
    if (quotas.containsKey(request.getRole())) {
      return new Verdict.Malformed(
          "Quota cannot be set for a role '%s' that already has quota"
              .formatted(request.getRole()));
    }
    QuotaConfig.Builder quota = QuotaConfig.newBuilder().setRole(request.getRole());
    for (Resource resource : request.getGuaranteeList()) {
      quota.putGuarantees(resource.getName(), resource.getScalar());
      quota.putLimits(resource.getName(), resource.getScalar());
    }
    return quota(
        Call.UpdateQuota.newBuilder().setForce(request.getForce()).addQuotaConfigs(quota).build());
  }

  Verdict remove(Call call) {
    String role = call.getRemoveQuota().getRole();
    return quotas.containsKey(role)
        ? quota(
            Call.UpdateQuota.newBuilder()
                .addQuotaConfigs(QuotaConfig.newBuilder().setRole(role))
                .build())
        : new Verdict.Malformed("Role '%s' has no quota set".formatted(role));
  }

  private static Optional<String> problem(QuotaConfig quota, Map<String, QuotaConfig> all) {
    String role = quota.getRole();
    if (role.isEmpty() || role.equals(Roles.ANY) || Roles.problem(role).isPresent()) {
      return Optional.of("Invalid role '" + role + "'");
    }
    for (Map.Entry<String, Value.Scalar> guarantee : quota.getGuaranteesMap().entrySet()) {
      String name = guarantee.getKey();
      double amount = guarantee.getValue().getValue();
      Value.Scalar limit = quota.getLimitsMap().get(name);
      if (!(amount >= 0) || (limit != null && limit.getValue() < amount)) {
        return Optional.of(
            "guarantees of role '%s' exceed its limits or are negative: %s".formatted(role, name));
      }
    }
    if (quota.getLimitsMap().values().stream().anyMatch(limit -> !(limit.getValue() >= 0))) {
      return Optional.of("limits of role '%s' are negative".formatted(role));
    }
    return Roles.ancestors(role).stream()
        .filter(all::containsKey)
        .findFirst()
        .flatMap(above -> children(above, all));
  }

  /** What is guaranteed to the roles below comes out of what is guaranteed to the one above. */
  private static Optional<String> children(String above, Map<String, QuotaConfig> all) {
    Map<String, Double> sum = new HashMap<>();
    all.values().stream()
        .filter(
            child ->
                Roles.ancestors(child.getRole()).stream()
                    .filter(all::containsKey)
                    .findFirst()
                    .equals(Optional.of(above)))
        .forEach(
            child ->
                child
                    .getGuaranteesMap()
                    .forEach((name, amount) -> sum.merge(name, amount.getValue(), Double::sum)));
    return sum.entrySet().stream()
        .filter(
            child ->
                child.getValue()
                    > all.get(above)
                        .getGuaranteesOrDefault(child.getKey(), Value.Scalar.getDefaultInstance())
                        .getValue())
        .map(
            child ->
                "Invalid quota configuration: the sum of the guarantees below role '%s' exceeds its"
                        .formatted(above)
                    + " own: "
                    + child.getKey())
        .findFirst();
  }

  /** Guarantees that can't be kept with the agents there are. */
  private Optional<String> overcommitted(Map<String, QuotaConfig> all) {
    Map<String, Double> sum = new HashMap<>();
    all.values().stream()
        .filter(quota -> Roles.ancestors(quota.getRole()).stream().noneMatch(all::containsKey))
        .forEach(
            quota ->
                quota
                    .getGuaranteesMap()
                    .forEach((name, amount) -> sum.merge(name, amount.getValue(), Double::sum)));
    Map<String, Double> capacity = new HashMap<>();
    for (Agent agent : books.agents().all()) {
      Resources unreserved = agent.total();
      sum.keySet().forEach(name -> capacity.merge(name, unreserved.scalar(name), Double::sum));
    }
    return sum.entrySet().stream()
        .filter(wanted -> wanted.getValue() > capacity.getOrDefault(wanted.getKey(), 0.0))
        .map(
            wanted ->
                ("Not enough available cluster capacity to reasonably satisfy quota guarantees"
                        + " (%s); the force flag can be used to override this check")
                    .formatted(wanted.getKey()))
        .findFirst();
  }

  /** What is offered is shared anew. */
  private void rescindAll() {
    books.agents().all().forEach(agent -> agent.offers().forEach(offering::rescind));
    books.allocator().allDirty();
  }
}
