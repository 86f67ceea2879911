package io.cellos.marathon.core.launch.constraint;

import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.Place;
import io.cellos.marathon.model.Constraint;
import io.cellos.marathon.model.RunSpec;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether an agent is where an instance of an app or a pod may go. */
public final class Constraints {
  private static final Pattern NUMBER = Pattern.compile("[0-9]+(?:\\.[0-9]+)?");

  private final Instance instance;
  private final RunSpec spec;
  private final Place agent;
  private final Placed others;

  private Constraints(Instance instance, Place agent, Placed others) {
    this.instance = instance;
    this.spec = instance.spec();
    this.agent = agent;
    this.others = others;
  }

  /**
   * @param others the instances of the app or pod; whether this one is among them does not matter
   */
  public static boolean allow(Instance instance, Place agent, Placed others) {
    Constraints constraints = new Constraints(instance, agent, others);
    return instance.spec().placement().constraints().stream().allMatch(constraints::allow);
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
    return others.groups(constraint.field(), spec.versionInfo().lastConfigChange(), instance);
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
