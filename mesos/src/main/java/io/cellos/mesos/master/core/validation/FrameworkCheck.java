package io.cellos.mesos.master.core.validation;

import static io.cellos.mesos.master.core.validation.First.when;

import io.cellos.protocols.mesos.Roles;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.FrameworkInfo.Capability;

/** Whether a framework may be as it describes itself. */
@SuppressWarnings("deprecation") // 'role' is what frameworks without MULTI_ROLE have
public final class FrameworkCheck {
  /** What Mesos' durations can hold: 2^63 nanoseconds. */
  private static final double LONGEST_SECONDS = Long.MAX_VALUE / 1e9;

  private FrameworkCheck() {}

  public static Optional<String> problem(FrameworkInfo info) {
    return First.of(
        () -> roles(info),
        () ->
            info.getId().getValue().isEmpty()
                ? Optional.empty()
                : Ids.problem(info.getId().getValue()),
        () -> failoverTimeout(info.getFailoverTimeout()));
  }

  private static Optional<String> roles(FrameworkInfo info) {
    boolean multi =
        info.getCapabilitiesList().stream()
            .anyMatch(each -> each.getType() == Capability.Type.MULTI_ROLE);
    if (multi && info.hasRole()) {
      return Optional.of(
          "'FrameworkInfo.role' must not be set when the framework is MULTI_ROLE capable");
    }
    if (!multi && info.getRolesCount() > 0) {
      return Optional.of(
          "'FrameworkInfo.roles' must not be set when the framework is not MULTI_ROLE capable");
    }
    if (!multi) {
      return Roles.problem(info.getRole())
          .map(problem -> "'FrameworkInfo.role' is not a valid role: " + problem);
    }
    return duplicates(info.getRolesList())
        .or(
            () ->
                info.getRolesList().stream()
                    .flatMap(role -> Roles.problem(role).stream())
                    .map(problem -> "'FrameworkInfo.roles' contains invalid role: " + problem)
                    .findFirst());
  }

  private static Optional<String> duplicates(List<String> roles) {
    Set<String> seen = new HashSet<>();
    Set<String> twice = new TreeSet<>();
    roles.stream().filter(role -> !seen.add(role)).forEach(twice::add);
    return when(
        !twice.isEmpty(),
        "'FrameworkInfo.roles' contains duplicate items: { " + String.join(", ", twice) + " }");
  }

  private static Optional<String> failoverTimeout(double seconds) {
    boolean absurd = !(Math.abs(seconds) <= LONGEST_SECONDS);
    return when(absurd, "The framework failover_timeout (" + seconds + ") is invalid");
  }

  /** Whether a framework that is known may become so. */
  public static Optional<String> change(FrameworkInfo before, FrameworkInfo now) {
    boolean samePrincipal =
        before.hasPrincipal() == now.hasPrincipal()
            && before.getPrincipal().equals(now.getPrincipal());
    return when(!samePrincipal, "Changing framework's principal is not allowed.");
  }

  /** Of an UPDATE_FRAMEWORK, which is told more than a new subscription is. */
  public static Optional<String> update(FrameworkInfo before, FrameworkInfo now) {
    return First.of(
        () -> problem(now),
        () -> change(before, now),
        () ->
            when(
                !before.getUser().equals(now.getUser()),
                "Updating 'FrameworkInfo.user' is unsupported; attempted to update from '%s' to '%s'"
                    .formatted(before.getUser(), now.getUser())),
        () ->
            when(
                before.getCheckpoint() != now.getCheckpoint(),
                ("Updating 'FrameworkInfo.checkpoint' is unsupported; attempted to update from"
                        + " '%s' to '%s'")
                    .formatted(before.getCheckpoint(), now.getCheckpoint())));
  }

  public static Optional<String> suppressed(Set<String> roles, List<String> suppressed) {
    Set<String> strange = new TreeSet<>(suppressed);
    strange.removeAll(roles);
    return when(
        !strange.isEmpty(),
        "Suppressed roles { %s } are not contained in the set of roles"
            .formatted(String.join(", ", strange)));
  }
}
