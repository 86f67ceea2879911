package io.cellos.backend.aws.change;

import io.cellos.backend.aws.client.AtOnce;
import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.client.AwsFailures;
import io.cellos.backend.aws.stack.CellStack;
import io.cellos.backend.aws.stack.StackEvents;
import io.cellos.backend.aws.stack.StackFailure;
import io.cellos.backend.aws.stack.StackPhase;
import io.cellos.backend.aws.view.Groups;
import io.cellos.base.error.CellException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingException;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** Deletes the stack of a cell, by its id, and waits until it is gone. */
final class StackRemoval {
  private static final String HOOK = "leave";
  private static final String NESTED = "AWS::CloudFormation::Stack";
  private static final int PROTECTED_A_CALL = 50;

  private final AwsClients clients;
  private final CellStack stack;
  private final Duration pause;
  private final Consumer<String> notice;
  private final Set<String> told = new HashSet<>();
  private Instant begun = Instant.EPOCH;

  StackRemoval(AwsClients clients, CellStack stack, Duration pause, Consumer<String> notice) {
    this.clients = clients;
    this.stack = stack;
    this.pause = pause;
    this.notice = notice;
  }

  void run() throws InterruptedException {
    if (stack.status() != StackStatus.DELETE_IN_PROGRESS) {
      refuseWhileUpdating();
      liftProtection();
      letNodesGo();
      delete();
    }
    awaitGone();
  }

  /** CloudFormation would refuse; said before anything is touched. */
  private void refuseWhileUpdating() {
    if (stack.phase() == StackPhase.UPDATING) {
      throw CellException.failed(
          "cell %s is being updated (stack %s) and can't be deleted now"
              .formatted(stack.cell(), stack.status()),
          "wait until that is done: cell log %1$s, then run: cell delete %1$s"
              .formatted(stack.cell()));
    }
  }

  private void liftProtection() {
    if (stack.isProtected()) {
      AwsFailures.explained(
          "lift the protection of stack " + stack.cell(),
          () ->
              clients
                  .cloudFormation()
                  .updateTerminationProtection(
                      b -> b.stackName(stack.id()).enableTerminationProtection(false)));
      notice.accept("protection lifted");
    }
  }

  /**
   * Nobody is drained for: without the hook no node waits for an ensemble that ends with it, and
   * without protection from scale-in CloudFormation can empty the groups.
   */
  private void letNodesGo() {
    List<Runnable> calls = new ArrayList<>();
    for (AutoScalingGroup group : Groups.find(clients, stack.cell()).values()) {
      calls.add(() -> deleteHook(group));
      List<String> kept =
          group.instances().stream()
              .filter(i -> Boolean.TRUE.equals(i.protectedFromScaleIn()))
              .map(Instance::instanceId)
              .toList();
      for (int from = 0; from < kept.size(); from += PROTECTED_A_CALL) {
        List<String> some = kept.subList(from, Math.min(kept.size(), from + PROTECTED_A_CALL));
        calls.add(() -> unprotect(group, some));
      }
    }
    AtOnce.run(calls);
  }

  private void deleteHook(AutoScalingGroup group) {
    try {
      clients
          .autoScaling()
          .deleteLifecycleHook(
              b -> b.autoScalingGroupName(group.autoScalingGroupName()).lifecycleHookName(HOOK));
    } catch (AutoScalingException e) {
      if (!AwsFailures.code(e).equals("ValidationError")) { // which says that there is none
        throw AwsFailures.of("delete the hook of group " + group.autoScalingGroupName(), e);
      }
    }
  }

  private void unprotect(AutoScalingGroup group, List<String> instances) {
    AwsFailures.explained(
        "lift the protection of nodes in " + group.autoScalingGroupName(),
        () ->
            clients
                .autoScaling()
                .setInstanceProtection(
                    b ->
                        b.autoScalingGroupName(group.autoScalingGroupName())
                            .instanceIds(instances)
                            .protectedFromScaleIn(false)));
  }

  private void delete() {
    AwsFailures.explained(
        "delete stack " + stack.cell(),
        () -> clients.cloudFormation().deleteStack(b -> b.stackName(stack.id())));
    notice.accept("deleting stack " + stack.cell() + " and all that is in it");
  }

  private void awaitGone() throws InterruptedException {
    while (true) {
      Optional<CellStack> now = CellStack.byId(clients, stack.id());
      List<StackEvent> events = events();
      events.forEach(this::tell);
      if (now.isEmpty() || now.get().status() == StackStatus.DELETE_COMPLETE) {
        notice.accept("stack " + stack.cell() + " is gone");
        return;
      }
      if (now.get().status() == StackStatus.DELETE_FAILED) {
        throw stopped(events);
      }
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
    }
  }

  /** Those of the delete; once it is known when that began, no older page is fetched. */
  private List<StackEvent> events() {
    List<StackEvent> events = StackEvents.since(clients, stack.id(), begun).lastOperation().all();
    begun = events.isEmpty() ? begun : events.getFirst().timestamp();
    return events;
  }

  private void tell(StackEvent event) {
    boolean isGroup =
        NESTED.equals(event.resourceType()) && !stack.id().equals(event.physicalResourceId());
    if (isGroup
        && event.stackId().equals(stack.id())
        && event.resourceStatus() == ResourceStatus.DELETE_COMPLETE
        && told.add(event.eventId())) {
      notice.accept("removed: " + event.logicalResourceId());
    }
  }

  private CellException stopped(List<StackEvent> events) {
    List<StackEvent> failed =
        events.stream()
            .filter(event -> event.resourceStatus() == ResourceStatus.DELETE_FAILED)
            .toList();
    List<String> culprits =
        failed.stream()
            .filter(event -> !NESTED.equals(event.resourceType()))
            .map(StackRemoval::failure)
            .distinct()
            .toList();
    if (culprits.isEmpty()) {
      culprits = failed.stream().map(StackRemoval::failure).distinct().toList();
    }
    return CellException.failed(
        "the delete of cell %s stopped at: %s".formatted(stack.cell(), String.join("; ", culprits)),
        "remove what uses these (the AWS console shows it), then go on with: cell delete "
            + stack.cell());
  }

  private static String failure(StackEvent event) {
    return new StackFailure(
            event.stackName(),
            event.logicalResourceId(),
            event.resourceType(),
            Optional.ofNullable(event.resourceStatusReason()).orElse(""))
        .toString();
  }
}
