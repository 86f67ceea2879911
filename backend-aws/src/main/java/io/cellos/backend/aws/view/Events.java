package io.cellos.backend.aws.view;

import io.cellos.backend.CellEvent;
import io.cellos.backend.aws.client.AtOnce;
import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.stack.CellStack;
import io.cellos.backend.aws.stack.StackEvents;
import io.cellos.backend.aws.stack.StackPhase;
import io.cellos.model.CellName;
import io.cellos.model.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** What happens in a cell: the events of its stacks and the activities of its groups, by time. */
public final class Events {
  private final AwsClients clients;
  private final Duration pause;

  /** When the last operation known began, by stack: who waits asks often, and for no older ones. */
  private final ConcurrentHashMap<String, Instant> begun = new ConcurrentHashMap<>();

  /**
   * @param pause between two looks while following
   */
  public Events(AwsClients clients, Duration pause) {
    this.clients = clients;
    this.pause = pause;
  }

  /**
   * Passes on the events, oldest first.
   *
   * @param follow whether to stay until interrupted or the cell is gone
   */
  public void read(CellName name, boolean follow, Consumer<CellEvent> sink)
      throws InterruptedException {
    CellStack stack = CellStack.existing(clients, name);
    Set<CellEvent> told = new HashSet<>();
    tell(all(stack), told, sink);
    while (follow) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
      Optional<CellStack> now = CellStack.byId(clients, stack.id());
      tell(all(stack), told, sink);
      if (now.isEmpty() || now.get().status() == StackStatus.DELETE_COMPLETE) {
        return;
      }
    }
  }

  private static void tell(List<CellEvent> events, Set<CellEvent> told, Consumer<CellEvent> sink) {
    events.stream().filter(told::add).forEach(sink);
  }

  /** What the running operation on the stack did so far; nothing while none runs. */
  public List<CellEvent> ofChange(CellName name) {
    CellStack stack = CellStack.existing(clients, name);
    if (!StackPhase.isBusy(stack.status())) {
      return List.of();
    }
    Instant from = begun.getOrDefault(stack.id(), Instant.EPOCH);
    List<StackEvent> events = StackEvents.since(clients, stack.id(), from).lastOperation().all();
    events.stream().findFirst().ifPresent(first -> begun.put(stack.id(), first.timestamp()));
    return events.stream().map(event -> event(stack, event)).toList();
  }

  private List<CellEvent> all(CellStack stack) {
    List<CellEvent> events = new ArrayList<>();
    try (AtOnce calls = new AtOnce()) {
      Supplier<List<CellEvent>> ofStacks =
          calls.begin(
              () ->
                  StackEvents.of(clients, stack.id()).all().stream()
                      .map(event -> event(stack, event))
                      .toList());
      List<Supplier<List<CellEvent>>> ofGroups = new ArrayList<>();
      for (Map.Entry<Role, AutoScalingGroup> group :
          Groups.find(clients, stack.cell()).entrySet()) {
        ofGroups.add(calls.begin(() -> ofGroup(group.getKey(), group.getValue())));
      }
      events.addAll(ofStacks.get());
      ofGroups.forEach(some -> events.addAll(some.get()));
    }
    events.sort(Comparator.comparing(CellEvent::at));
    return events;
  }

  private List<CellEvent> ofGroup(Role role, AutoScalingGroup group) {
    List<CellEvent> events = new ArrayList<>();
    for (Activity activity : Activities.newest(clients, group)) {
      events.add(new CellEvent(activity.startTime(), role.toString(), activity.description()));
      if (Activities.failed(activity)) {
        Instant end = activity.endTime() == null ? activity.startTime() : activity.endTime();
        events.add(
            new CellEvent(
                end,
                role.toString(),
                "failed: %s: %s".formatted(activity.description(), activity.statusMessage())));
      }
    }
    return events;
  }

  /** The status comes first: whoever counts what is done reads it there. */
  private static CellEvent event(CellStack stack, StackEvent event) {
    String reason = event.resourceStatusReason();
    return new CellEvent(
        event.timestamp(),
        source(stack, event),
        "%s (%s)%s"
            .formatted(
                event.resourceStatusAsString(),
                event.resourceType(),
                reason == null || reason.isBlank() ? "" : ": " + reason));
  }

  /** {@code stack/Vpc}, or {@code Nucleus/Group} in the nested stack {@code demo-Nucleus-1A2B}. */
  private static String source(CellStack stack, StackEvent event) {
    String name = event.stackName();
    String place =
        name.startsWith(stack.cell() + "-")
            ? name.substring(stack.cell().value().length() + 1).replaceFirst("-[^-]*$", "")
            : "stack";
    return event.logicalResourceId().equals(name) ? place : place + "/" + event.logicalResourceId();
  }
}
