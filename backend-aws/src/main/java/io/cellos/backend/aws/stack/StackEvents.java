package io.cellos.backend.aws.stack;

import io.cellos.backend.aws.client.AwsClients;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

/**
 * What happened to a stack and to its nested stacks, each event once, oldest first.
 *
 * @param root the id of the stack
 */
public record StackEvents(String root, List<StackEvent> all) {
  private static final Set<ResourceStatus> BEGINNINGS =
      Set.of(
          ResourceStatus.CREATE_IN_PROGRESS,
          ResourceStatus.UPDATE_IN_PROGRESS,
          ResourceStatus.DELETE_IN_PROGRESS);

  public StackEvents {
    all = all.stream().sorted(Comparator.comparing(StackEvent::timestamp)).toList();
  }

  /** All events that CloudFormation still has, also of deleted stacks. */
  public static StackEvents of(AwsClients clients, String stackId) {
    return since(clients, stackId, Instant.EPOCH);
  }

  /** The events from that moment on; older pages are not fetched. */
  public static StackEvents since(AwsClients clients, String stackId, Instant from) {
    return new StackEvents(stackId, new EventReader(clients, from).read(stackId));
  }

  /** With what the last operation on the cell's stack failed first. */
  public static Optional<StackFailure> firstFailure(AwsClients clients, CellStack stack) {
    return of(clients, stack.id()).lastOperation().firstFailure();
  }

  public StackEvents since(Instant from) {
    return only(event -> !event.timestamp().isBefore(from));
  }

  /**
   * The events of one operation. CloudFormation puts the token of a request on the events of the
   * root only, so those of nested stacks are taken by their time.
   */
  public StackEvents ofRequest(String token) {
    return all.stream()
        .filter(event -> token.equals(event.clientRequestToken()))
        .findFirst()
        .map(first -> since(first.timestamp()).only(event -> isOfRequest(event, token)))
        .orElse(new StackEvents(root, List.of()));
  }

  private boolean isOfRequest(StackEvent event, String token) {
    return !event.stackId().equals(root)
        || event.clientRequestToken() == null
        || token.equals(event.clientRequestToken());
  }

  /** The events since somebody last began to create, update or delete the stack. */
  public StackEvents lastOperation() {
    return all.stream()
        .filter(event -> isAboutRoot(event) && BEGINNINGS.contains(event.resourceStatus()))
        .reduce((earlier, later) -> later)
        .map(begin -> since(begin.timestamp()))
        .orElse(this);
  }

  /**
   * The earliest failure that is a cause: not a cancelled neighbour, and not a stack that only says
   * that something inside it failed, if that something is there.
   */
  public Optional<StackFailure> firstFailure() {
    List<StackEvent> failures = all.stream().filter(StackEvents::isFailure).toList();
    return failures.stream()
        .filter(event -> !isStack(event))
        .findFirst()
        .or(() -> failures.stream().filter(event -> !isAboutRoot(event)).findFirst())
        .or(() -> failures.stream().findFirst())
        .map(StackFailure::of);
  }

  private static boolean isFailure(StackEvent event) {
    return event.resourceStatusAsString().endsWith("_FAILED")
        && !StackFailure.reason(event).matches("Resource \\w+ cancelled.*");
  }

  private static boolean isStack(StackEvent event) {
    return EventReader.STACK.equals(event.resourceType());
  }

  private boolean isAboutRoot(StackEvent event) {
    return root.equals(event.physicalResourceId()) && root.equals(event.stackId());
  }

  private StackEvents only(Predicate<StackEvent> wanted) {
    return new StackEvents(root, all.stream().filter(wanted).toList());
  }
}
