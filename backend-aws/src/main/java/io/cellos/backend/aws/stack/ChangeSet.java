package io.cellos.backend.aws.stack;

import java.util.List;

/**
 * A change of a stack that CloudFormation has worked out and nobody has executed.
 *
 * @param id of the change set
 * @param changes of the stack and its nested stacks; never empty
 */
public record ChangeSet(CellStack stack, String id, List<ResourceChange> changes) {
  public ChangeSet {
    changes = List.copyOf(changes);
  }

  /** A line for each change, those first that replace or remove something. */
  public List<String> lines() {
    return changes.stream()
        .sorted((a, b) -> Boolean.compare(isGentle(a), isGentle(b)))
        .map(ResourceChange::line)
        .toList();
  }

  private static boolean isGentle(ResourceChange change) {
    return switch (change.kind()) {
      case ADDED, CHANGED -> true;
      case REPLACED, MAYBE_REPLACED, REMOVED -> false;
    };
  }
}
