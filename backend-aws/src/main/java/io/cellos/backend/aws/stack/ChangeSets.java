package io.cellos.backend.aws.stack;

import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.client.AwsFailures;
import io.cellos.base.error.CellException;
import io.cellos.base.error.ExitCode;
import io.cellos.base.time.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Change;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetStatus;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;

/** Changes of a cell's stacks that are worked out and shown before anything happens. */
public final class ChangeSets {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final String STACK = EventReader.STACK;

  private final AwsClients clients;

  public ChangeSets(AwsClients clients) {
    this.clients = clients;
  }

  /**
   * Has CloudFormation work out what would change, nested stacks included.
   *
   * @return empty if nothing would; then nothing is left of the change set
   * @throws CellException if the stack can't be updated or the request is refused
   */
  public Optional<ChangeSet> prepare(CellStack stack, ChangeRequest request)
      throws InterruptedException {
    String what = "work out the change of stack " + stack.cell();
    CreateChangeSetRequest.Builder create =
        CreateChangeSetRequest.builder()
            .stackName(stack.id())
            .changeSetName("cell-" + UUID.randomUUID())
            .changeSetType(ChangeSetType.UPDATE)
            .includeNestedStacks(true)
            .capabilities(Capability.CAPABILITY_IAM, Capability.CAPABILITY_NAMED_IAM)
            .parameters(request.sdkParameters())
            .tags(request.sdkTags());
    request
        .templateUrl()
        .ifPresentOrElse(create::templateURL, () -> create.usePreviousTemplate(true));
    String id =
        AwsFailures.explained(
            what, () -> clients.cloudFormation().createChangeSet(create.build()).id());
    DescribeChangeSetResponse described = awaitWorkedOut(stack, id);
    if (described.status() != ChangeSetStatus.CREATE_COMPLETE) {
      delete(id);
      if (saysNothingChanges(described.statusReason())) {
        return Optional.empty();
      }
      throw CellException.failed(
          "can't " + what + ": " + described.statusReason(),
          "correct what the reason names, then run this again");
    }
    List<ResourceChange> changes = changes("", id);
    if (changes.isEmpty()) {
      delete(id);
      return Optional.empty();
    }
    return Optional.of(new ChangeSet(stack, id, changes));
  }

  /**
   * Begins the change.
   *
   * @param token is put on the events of the root stack, see {@link StackEvents#ofRequest}
   */
  public void execute(ChangeSet changeSet, String token) {
    AwsFailures.explained(
        "update stack " + changeSet.stack().cell(),
        () ->
            clients
                .cloudFormation()
                .executeChangeSet(
                    request -> request.changeSetName(changeSet.id()).clientRequestToken(token)));
  }

  /** Leaves the stack as it is; CloudFormation deletes the nested change sets, too. */
  public void discard(ChangeSet changeSet) {
    delete(changeSet.id());
  }

  private void delete(String id) {
    AwsFailures.explained(
        "delete change set " + id,
        () -> clients.cloudFormation().deleteChangeSet(request -> request.changeSetName(id)));
  }

  private DescribeChangeSetResponse awaitWorkedOut(CellStack stack, String id)
      throws InterruptedException {
    AtomicReference<DescribeChangeSetResponse> last = new AtomicReference<>();
    boolean done =
        Deadline.in(PATIENCE)
            .await(
                PAUSE,
                () -> {
                  last.set(describe(id, null));
                  return isWorkedOut(last.get().status());
                });
    if (!done) {
      delete(id);
      throw new CellException(
          ExitCode.TIMED_OUT,
          "CloudFormation did not work out the change of stack " + stack.cell() + " in 10 minutes",
          "run this again");
    }
    return last.get();
  }

  private static boolean isWorkedOut(ChangeSetStatus status) {
    return status != ChangeSetStatus.CREATE_PENDING && status != ChangeSetStatus.CREATE_IN_PROGRESS;
  }

  /** AWS says it in one of two ways, depending on whether there are nested stacks. */
  private static boolean saysNothingChanges(String reason) {
    return reason != null
        && (reason.contains("didn't contain changes")
            || reason.contains("No updates are to be performed"));
  }

  /**
   * A nested stack is listed for what changes in it, and not itself: CloudFormation lists every
   * nested stack as changed, whether or not anything does.
   */
  private List<ResourceChange> changes(String parents, String id) {
    List<ResourceChange> found = new ArrayList<>();
    String token = null;
    do {
      DescribeChangeSetResponse page = describe(id, token);
      for (Change change : page.changes()) {
        var resource = change.resourceChange();
        if (STACK.equals(resource.resourceType()) && resource.changeSetId() != null) {
          found.addAll(
              changes(parents + resource.logicalResourceId() + "/", resource.changeSetId()));
        } else {
          found.add(ResourceChange.of(parents, resource));
        }
      }
      token = page.nextToken();
    } while (token != null);
    return found;
  }

  private DescribeChangeSetResponse describe(String id, String token) {
    return AwsFailures.explained(
        "read change set " + id,
        () ->
            clients
                .cloudFormation()
                .describeChangeSet(request -> request.changeSetName(id).nextToken(token)));
  }
}
