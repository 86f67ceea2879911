package io.cellos.mesos.master.core;

import io.cellos.protocols.mesos.Resources;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.Filters;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.FrameworkInfo.Capability;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.Offer.Operation;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;

/** A scheduler in a test's hands. */
@SuppressWarnings("deprecation") // 'role'
final class FakeFramework {
  private final World world;
  FrameworkInfo info;
  String stream = "";
  private int read;

  /** With one role, or as MULTI_ROLE with several. */
  FakeFramework(World world, String roles, Capability.Type... capabilities) {
    this.world = world;
    FrameworkInfo.Builder described =
        FrameworkInfo.newBuilder().setUser("root").setName("test").setFailoverTimeout(3600);
    for (Capability.Type type : capabilities) {
      described.addCapabilities(Capability.newBuilder().setType(type));
    }
    if (Arrays.asList(capabilities).contains(Capability.Type.MULTI_ROLE)) {
      described.addAllRoles(List.of(roles.split(",")));
    } else {
      described.setRole(roles);
    }
    info = described.build();
  }

  FakeFramework subscribe() {
    return subscribe(call -> {});
  }

  FakeFramework subscribe(Consumer<Call.Subscribe.Builder> more) {
    Call.Subscribe.Builder call = Call.Subscribe.newBuilder().setFrameworkInfo(info);
    more.accept(call);
    stream = world.name("stream");
    read = 0;
    world.on(new MasterEvent.Subscribe(stream, call.build()));
    for (Event event : world.said(stream)) {
      if (event.getType() == Event.Type.SUBSCRIBED) {
        info = info.toBuilder().setId(event.getSubscribed().getFrameworkId()).build();
      }
    }
    return this;
  }

  void lose() {
    world.on(new MasterEvent.SchedulerGone(stream));
  }

  FrameworkID id() {
    return info.getId();
  }

  /** What was said since this was asked before. */
  List<Event> events() {
    List<Event> said = world.said(stream);
    List<Event> fresh = List.copyOf(said.subList(read, said.size()));
    read = said.size();
    return fresh;
  }

  List<Offer> offers() {
    List<Offer> offers = new ArrayList<>();
    events().forEach(event -> offers.addAll(event.getOffers().getOffersList()));
    return offers;
  }

  Offer offer() {
    return offers().getLast();
  }

  /** Events in short: {@code UPDATE t1 TASK_LOST}. */
  List<String> news() {
    return events().stream().map(FakeFramework::text).toList();
  }

  static String text(Event event) {
    return switch (event.getType()) {
      case UPDATE ->
          "%s %s %s"
              .formatted(
                  event.getUpdate().getStatus().getTaskId().getValue(),
                  event.getUpdate().getStatus().getState(),
                  event.getUpdate().getStatus().hasReason()
                      ? event.getUpdate().getStatus().getReason()
                      : "")
              .strip();
      case OFFERS ->
          "offers "
              + event.getOffers().getOffersList().stream()
                  .map(offer -> Resources.of(offer.getResourcesList()).unallocate().toString())
                  .toList();
      case ERROR -> "ERROR " + event.getError().getMessage();
      case SUBSCRIBED,
          UNKNOWN,
          HEARTBEAT,
          INVERSE_OFFERS,
          RESCIND,
          RESCIND_INVERSE_OFFER,
          UPDATE_OPERATION_STATUS,
          MESSAGE,
          FAILURE ->
          event.getType().name();
    };
  }

  Verdict call(Call.Type type) {
    return call(Call.newBuilder().setType(type));
  }

  Verdict call(Call.Builder call) {
    return world.call(stream, call.setFrameworkId(info.getId()).build());
  }

  Verdict accept(double refuse, List<Offer> offers, Operation... operations) {
    return call(
        Call.newBuilder()
            .setType(Call.Type.ACCEPT)
            .setAccept(
                Call.Accept.newBuilder()
                    .addAllOfferIds(offers.stream().map(Offer::getId).toList())
                    .addAllOperations(List.of(operations))
                    .setFilters(Filters.newBuilder().setRefuseSeconds(refuse))));
  }

  Verdict decline(Offer offer, double refuse) {
    return call(
        Call.newBuilder()
            .setType(Call.Type.DECLINE)
            .setDecline(
                Call.Decline.newBuilder()
                    .addOfferIds(offer.getId())
                    .setFilters(Filters.newBuilder().setRefuseSeconds(refuse))));
  }

  Verdict acknowledge(TaskStatus status) {
    return call(
        Call.newBuilder()
            .setType(Call.Type.ACKNOWLEDGE)
            .setAcknowledge(
                Call.Acknowledge.newBuilder()
                    .setAgentId(status.getAgentId())
                    .setTaskId(status.getTaskId())
                    .setUuid(status.getUuid())));
  }

  Verdict reconcile(String task, AgentID agent) {
    return call(
        Call.newBuilder()
            .setType(Call.Type.RECONCILE)
            .setReconcile(
                Call.Reconcile.newBuilder()
                    .addTasks(
                        Call.Reconcile.Task.newBuilder()
                            .setTaskId(TaskID.newBuilder().setValue(task))
                            .setAgentId(agent))));
  }

  static TaskInfo task(String id, Offer on, String resources) {
    return TaskInfo.newBuilder()
        .setName(id)
        .setTaskId(TaskID.newBuilder().setValue(id))
        .setAgentId(on.getAgentId())
        .addAllResources(World.resources(resources).list())
        .setCommand(CommandInfo.newBuilder().setValue("true"))
        .build();
  }

  static Operation launch(TaskInfo... tasks) {
    return Operation.newBuilder()
        .setType(Operation.Type.LAUNCH)
        .setLaunch(Operation.Launch.newBuilder().addAllTaskInfos(List.of(tasks)))
        .build();
  }
}
