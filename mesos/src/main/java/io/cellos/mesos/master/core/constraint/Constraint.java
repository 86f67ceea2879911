package io.cellos.mesos.master.core.constraint;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.Attribute;
import org.apache.mesos.v1.Protos.DomainInfo.FaultDomain;
import org.apache.mesos.v1.Protos.Value;
import org.apache.mesos.v1.scheduler.Protos.AttributeConstraint;
import org.apache.mesos.v1.scheduler.Protos.AttributeConstraint.Selector;

/**
 * What is demanded of one attribute of an agent, or of its hostname, region or zone.
 *
 * @param selector of the attribute; of several with this name the first counts
 * @param pattern if the predicate has one; of the kind whose matching takes linear time, because a
 *     framework wrote it and the master waits
 */
record Constraint(
    Selector selector, AttributeConstraint.Predicate predicate, Optional<Pattern> pattern) {
  /** Mesos' default of the flag {@code offer_constraints_re2_max_program_size}. */
  private static final int LARGEST_PROGRAM = 100;

  static Constraint of(String role, AttributeConstraint given) throws ConstraintException {
    try {
      check(given.getSelector());
      return new Constraint(given.getSelector(), given.getPredicate(), pattern(given));
    } catch (ConstraintException e) {
      throw new ConstraintException(
          "A role %s has an invalid 'AttributeConstraint': %s".formatted(role, e.getMessage()));
    }
  }

  private static void check(Selector selector) throws ConstraintException {
    boolean known =
        switch (selector.getSelectorCase()) {
          case ATTRIBUTE_NAME -> true;
          case PSEUDOATTRIBUTE_TYPE ->
              selector.getPseudoattributeType() != Selector.PseudoattributeType.UNKNOWN;
          case SELECTOR_NOT_SET -> false;
        };
    if (!known) {
      throw new ConstraintException(
          "the selector must have an 'attribute_name' or a known 'pseudoattribute_type'");
    }
  }

  private static Optional<Pattern> pattern(AttributeConstraint given) throws ConstraintException {
    AttributeConstraint.Predicate predicate = given.getPredicate();
    return switch (predicate.getPredicateCase()) {
      case TEXT_MATCHES -> Optional.of(compile(predicate.getTextMatches().getRegex()));
      case TEXT_NOT_MATCHES -> Optional.of(compile(predicate.getTextNotMatches().getRegex()));
      case EXISTS, NOT_EXISTS, TEXT_EQUALS, TEXT_NOT_EQUALS -> Optional.empty();
      case PREDICATE_NOT_SET -> throw new ConstraintException("Unknown predicate type");
    };
  }

  private static Pattern compile(String regex) throws ConstraintException {
    try {
      Pattern pattern = Pattern.compile(regex);
      if (pattern.programSize() > LARGEST_PROGRAM) {
        throw new ConstraintException(
            "Regex '%s' is too complex: program size of %d is larger than maximum of %d allowed"
                .formatted(regex, pattern.programSize(), LARGEST_PROGRAM));
      }
      return pattern;
    } catch (PatternSyntaxException e) {
      throw new ConstraintException(
          "Failed to construct regex from pattern '%s': %s".formatted(regex, e.getMessage()));
    }
  }

  boolean holds(AgentInfo agent) {
    Optional<Attribute> attribute =
        agent.getAttributesList().stream()
            .filter(each -> each.getName().equals(selector.getAttributeName()))
            .findFirst();
    boolean named = selector.hasAttributeName();
    if (named && attribute.filter(each -> each.getType() != Value.Type.TEXT).isPresent()) {
      // the framework itself knows what numbers and ranges mean
      return predicate.getPredicateCase() != AttributeConstraint.Predicate.PredicateCase.NOT_EXISTS;
    }
    return holds(named ? attribute.map(each -> each.getText().getValue()) : property(agent));
  }

  private Optional<String> property(AgentInfo agent) {
    Optional<FaultDomain> domain =
        agent.getDomain().hasFaultDomain()
            ? Optional.of(agent.getDomain().getFaultDomain())
            : Optional.empty();
    return switch (selector.getPseudoattributeType()) {
      case HOSTNAME -> Optional.of(agent.getHostname());
      case REGION -> domain.map(where -> where.getRegion().getName());
      case ZONE -> domain.map(where -> where.getZone().getName());
      case UNKNOWN -> Optional.empty();
    };
  }

  private boolean holds(Optional<String> value) {
    return switch (predicate.getPredicateCase()) {
      case EXISTS -> value.isPresent();
      case NOT_EXISTS -> value.isEmpty();
      case TEXT_EQUALS -> value.filter(predicate.getTextEquals().getValue()::equals).isPresent();
      case TEXT_NOT_EQUALS ->
          value.filter(predicate.getTextNotEquals().getValue()::equals).isEmpty();
      case TEXT_MATCHES -> value.filter(pattern.orElseThrow()::matches).isPresent();
      case TEXT_NOT_MATCHES -> value.filter(pattern.orElseThrow()::matches).isEmpty();
      case PREDICATE_NOT_SET -> true;
    };
  }
}
