package io.cellos.marathon.core.launch.constraint;

import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.Place;
import io.cellos.marathon.model.Constraint;
import io.cellos.marathon.model.RunSpec;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether an agent is where an instance of an app or a pod may go. */
public final class Constraints {
  private static final Pattern NUMBER = Pattern.compile("[0-9]+(?:\\.[0-9]+)?");

  private final RunSpec spec;
  private final Place agent;
  private final Collection<Instance> others;

  private Constraints(RunSpec spec, Place agent, Collection<Instance> others) {
    this.spec = spec;
    this.agent = agent;
    this.others = others;
  }

  /**
   * @param others looked at only if there are constraints that compare with them
   */
  public static boolean allow(RunSpec spec, Place agent, Collection<Instance> others) {
    if (spec.placement().constraints().isEmpty()) {
      return true;
    }
    Constraints constraints = new Constraints(spec, agent, others);
    return spec.placement().constraints().stream().allMatch(constraints::allow);
  }

  /**
   * Other regions are far away: only what asks for a region or a zone is launched there.
   *
   * @param local the master's region, if it says so
   */
  public static boolean allowRegion(RunSpec spec, Place agent, Optional<String> local) {
    return agent.region().isEmpty()
        || agent.region().equals(local)
        || spec.placement().constraints().stream()
            .map(Constraint::field)
            .anyMatch(field -> field.equals(AgentFields.REGION) || field.equals(AgentFields.ZONE));
  }

  private boolean allow(Constraint constraint) {
    Optional<String> field = AgentFields.read(constraint.field(), agent);
    if (field.isEmpty()) {
      return constraint.operator() == Constraint.Operator.UNLIKE;
    }
    String own = field.get();
    String value = constraint.value().orElse("");
    return switch (constraint.operator()) {
      case UNIQUE -> placed(constraint).countOf(own) == 0;
      case CLUSTER -> value.isEmpty() ? placed(constraint).startedAt(own) : own.equals(value);
      case GROUP_BY -> placed(constraint).hasRoomFor(own, number(value), spec.instances());
      case MAX_PER -> placed(constraint).countOf(own) < number(value);
      case LIKE -> UserRegex.matches(value, own).orElse(false) && !value.isEmpty();
      case UNLIKE -> !UserRegex.matches(value, own).orElse(true) && !value.isEmpty();
      case IS -> own.equals(canonical(value));
    };
  }

  private Groups placed(Constraint constraint) {
    List<Optional<String>> values =
        others.stream()
            .filter(this::counts)
            .map(other -> other.place().flatMap(p -> AgentFields.read(constraint.field(), p)))
            .toList();
    return Groups.of(values);
  }

  /**
   * Instances of older configurations do not count: they go when new ones are there, and those may
   * have to go to the same agents. Nor do instances that are lost or wait for any agent; those that
   * wait for the agent with their data do.
   */
  private boolean counts(Instance other) {
    return switch (other.goal()) {
      case STOPPED, DECOMMISSIONED -> false;
      case RUNNING ->
          other.place().isPresent()
              && isThere(other)
              && !other.spec().version().isBefore(spec.versionInfo().lastConfigChange());
    };
  }

  private static boolean isThere(Instance other) {
    return switch (other.condition()) {
      case PROVISIONED, STAGING, STARTING, RUNNING, KILLING -> true;
      case UNREACHABLE, UNREACHABLE_INACTIVE -> !other.volumes().isEmpty();
      case SCHEDULED, KILLED, FINISHED, FAILED, ERROR, DROPPED, GONE, GONE_BY_OPERATOR, UNKNOWN ->
          !other.volumes().isEmpty();
    };
  }

  /** {@code 1.0} is {@code 1}, as the fields of agents are written. */
  private static String canonical(String value) {
    return NUMBER.matcher(value).matches() ? AgentFields.number(Double.parseDouble(value)) : value;
  }

  private static int number(String value) {
    try {
      return value.equals("inf") ? Integer.MAX_VALUE : Integer.parseInt(value);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
