package io.cellos.backend.aws.stack;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudformation.model.ResourceChangeDetail;

/**
 * One resource that a change set would touch.
 *
 * @param path logical ids from the root stack down, such as {@code Nucleus/Group}
 * @param properties what of it changes; empty when it is added or removed
 */
public record ResourceChange(String path, String type, Kind kind, List<String> properties) {

  /** What would become of the resource. */
  public enum Kind {
    ADDED,
    CHANGED,
    REPLACED,
    /** CloudFormation knows only while it does it. */
    MAYBE_REPLACED,
    REMOVED;

    @Override
    public String toString() {
      return this == MAYBE_REPLACED ? "changed, perhaps replaced" : name().toLowerCase(Locale.ROOT);
    }
  }

  public ResourceChange {
    properties = List.copyOf(properties);
  }

  static ResourceChange of(
      String parents, software.amazon.awssdk.services.cloudformation.model.ResourceChange change) {
    return new ResourceChange(
        parents + change.logicalResourceId(), change.resourceType(), kind(change), names(change));
  }

  private static Kind kind(
      software.amazon.awssdk.services.cloudformation.model.ResourceChange change) {
    return switch (change.action()) {
      case ADD, IMPORT -> Kind.ADDED;
      case REMOVE -> Kind.REMOVED;
      case MODIFY, DYNAMIC, UNKNOWN_TO_SDK_VERSION ->
          switch (String.valueOf(change.replacementAsString())) {
            case "True" -> Kind.REPLACED;
            case "Conditional" -> Kind.MAYBE_REPLACED;
            default -> Kind.CHANGED;
          };
    };
  }

  private static List<String> names(
      software.amazon.awssdk.services.cloudformation.model.ResourceChange change) {
    return change.details().stream()
        .map(ResourceChangeDetail::target)
        .filter(target -> target != null)
        .map(target -> target.name() == null ? target.attributeAsString() : target.name())
        .distinct()
        .sorted()
        .toList();
  }

  /** For people: {@code Nucleus/Group (AWS::AutoScaling::AutoScalingGroup): changed: MaxSize}. */
  public String line() {
    return path
        + " ("
        + type
        + "): "
        + kind
        + (properties.isEmpty()
            ? ""
            : properties.stream().collect(Collectors.joining(", ", ": ", "")));
  }
}
