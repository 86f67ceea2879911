package io.cellos.mesos.master.core;

import static io.cellos.mesos.master.core.FakeFramework.launch;
import static io.cellos.mesos.master.core.FakeFramework.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.protocols.mesos.Resources;
import java.util.List;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.FrameworkInfo.Capability;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.Offer.Operation;
import org.apache.mesos.v1.Protos.OperationID;
import org.apache.mesos.v1.Protos.OperationState;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Resource.DiskInfo;
import org.apache.mesos.v1.Protos.Resource.ReservationInfo;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.Value;
import org.apache.mesos.v1.Protos.Volume;
import org.apache.mesos.v1.master.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.junit.jupiter.api.Test;

/** Reservations and volumes by frameworks. */
@SuppressWarnings("deprecation") // the form before refinement
final class OperationsTest {
  private final World world = new World();
  private final FakeAgent agent = new FakeAgent(world, "a", "cpus:4;mem:1024;disk:1000");

  static Resource volume(Resources disk, String id) {
    return disk.list().getFirst().toBuilder()
        .setDisk(
            DiskInfo.newBuilder()
                .setPersistence(DiskInfo.Persistence.newBuilder().setId(id))
                .setVolume(Volume.newBuilder().setContainerPath("data").setMode(Volume.Mode.RW)))
        .build();
  }

  private static Operation reserve(List<Resource> resources) {
    return Operation.newBuilder()
        .setType(Operation.Type.RESERVE)
        .setReserve(Operation.Reserve.newBuilder().addAllResources(resources))
        .build();
  }

  private static Operation create(Resource volume) {
    return Operation.newBuilder()
        .setType(Operation.Type.CREATE)
        .setCreate(Operation.Create.newBuilder().addVolumes(volume))
        .build();
  }

  private static Operation destroy(Resource volume) {
    return Operation.newBuilder()
        .setType(Operation.Type.DESTROY)
        .setDestroy(Operation.Destroy.newBuilder().addVolumes(volume))
        .build();
  }

  private static Operation unreserve(List<Resource> resources) {
    return Operation.newBuilder()
        .setType(Operation.Type.UNRESERVE)
        .setUnreserve(Operation.Unreserve.newBuilder().addAllResources(resources))
        .build();
  }

  private static TaskInfo on(Offer offer, Resource... resources) {
    return task("t", offer, "cpus:1").toBuilder()
        .clearResources()
        .addAllResources(List.of(resources))
        .setCommand(CommandInfo.newBuilder().setValue("true"))
        .build();
  }

  /** As a client from before RESERVATION_REFINEMENT and MULTI_ROLE does it, all in one ACCEPT. */
  @Test
  void oldFormReserveCreateLaunch() {
    FakeFramework framework = new FakeFramework(world, "db").subscribe();
    world.seconds(1);
    Offer offer = framework.offer();
    Resource cpus =
        World.resources("cpus:1").list().getFirst().toBuilder()
            .setRole("db")
            .setReservation(ReservationInfo.newBuilder())
            .build();
    Resource disk =
        World.resources("disk:100").list().getFirst().toBuilder()
            .setRole("db")
            .setReservation(ReservationInfo.newBuilder())
            .build();
    Resource volume =
        volume(Resources.of(List.of(disk)), "v").toBuilder()
            .clearReservations()
            .setRole("db")
            .setReservation(ReservationInfo.newBuilder())
            .build();
    framework.accept(
        0,
        List.of(offer),
        reserve(List.of(cpus, disk)),
        create(volume),
        launch(on(offer, cpus, volume)));
    assertThat(agent.obey()).containsExactly("set resources", "set resources", "run t");
    assertThat(world.view().agents().getFirst().used())
        .isEqualTo(Resources.of(List.of(cpus, volume)));
    world.seconds(1);
    Offer rest = framework.offer();
    assertThat(rest.getResourcesList()).allMatch(r -> r.getReservationsCount() == 0);
    assertThat(Resources.of(rest.getResourcesList()))
        .isEqualTo(World.resources("cpus:3;mem:1024;disk:900"));

    framework.acknowledge(agent.update("t", TaskState.TASK_FINISHED));
    world.seconds(1);
    Offer freed = framework.offer();
    assertThat(freed.getResourcesList()).allMatch(r -> r.getRole().equals("db"));
    assertThat(Resources.of(freed.getResourcesList()))
        .isEqualTo(Resources.of(List.of(cpus, volume)));
    framework.accept(0, List.of(freed), destroy(volume), unreserve(List.of(cpus, disk)));
    agent.obey();
    assertThat(agent.total()).isEqualTo(World.resources("cpus:4;mem:1024;disk:1000"));
  }

  @Test
  void refines() {
    FakeFramework framework =
        new FakeFramework(
                world,
                "eng,eng/web",
                Capability.Type.MULTI_ROLE,
                Capability.Type.RESERVATION_REFINEMENT)
            .subscribe();
    world.seconds(1);
    Offer first = framework.offer();
    String role = first.getAllocationInfo().getRole();
    Resources reserved = World.resources("cpus:2").pushReservation(dynamic(role));
    framework.accept(0, List.of(first), reserve(reserved.list()));
    world.seconds(1);
    agent.obey();
    assertThat(agent.total().reservedFor(role).scalar("cpus")).isEqualTo(2);
    Offer next = framework.offer();
    if (next.getAllocationInfo().getRole().equals("eng/web") && role.equals("eng")) {
      Resources refined = reserved.pushReservation(dynamic("eng/web"));
      framework.accept(0, List.of(next), reserve(refined.list()));
      agent.obey();
      assertThat(agent.total().reservedFor("eng/web").scalar("cpus")).isEqualTo(2);
    }
  }

  private static Operation grow(Resource volume, Resource addition) {
    return Operation.newBuilder()
        .setType(Operation.Type.GROW_VOLUME)
        .setGrowVolume(Operation.GrowVolume.newBuilder().setVolume(volume).setAddition(addition))
        .build();
  }

  private static Operation shrink(Resource volume, double subtract) {
    return Operation.newBuilder()
        .setType(Operation.Type.SHRINK_VOLUME)
        .setShrinkVolume(
            Operation.ShrinkVolume.newBuilder()
                .setVolume(volume)
                .setSubtract(Value.Scalar.newBuilder().setValue(subtract)))
        .build();
  }

  @Test
  void volumesGrowAndShrink() {
    FakeFramework framework =
        new FakeFramework(world, "db", Capability.Type.RESERVATION_REFINEMENT).subscribe();
    world.seconds(1);
    Resources disk = World.resources("disk:100").pushReservation(dynamic("db"));
    Resource more = World.resources("disk:20").pushReservation(dynamic("db")).list().getFirst();
    Resource volume = volume(World.resources("disk:80").pushReservation(dynamic("db")), "v");
    Resource large = volume(disk, "v");
    framework.accept(
        0,
        List.of(framework.offer()),
        reserve(disk.list()),
        create(volume),
        named(grow(volume, more), "grow"),
        named(grow(large, more), "no more there"),
        named(shrink(volume, 10), "not that large"),
        named(grow(large, World.resources("disk:20").list().getFirst()), "of another kind"),
        named(shrink(large, 100), "all of it"),
        named(shrink(large, 0), "nothing of it"));
    world.seconds(1);
    List<Event> events = framework.events();
    assertThat(operations(events))
        .containsExactly(
            "grow OPERATION_FINISHED",
            "no more there OPERATION_ERROR",
            "not that large OPERATION_ERROR",
            "of another kind OPERATION_ERROR",
            "all of it OPERATION_ERROR",
            "nothing of it OPERATION_ERROR");
    agent.obey();
    assertThat(agent.total().persistentVolumes()).isEqualTo(Resources.of(List.of(large)));
    Offer offer = events.getLast().getOffers().getOffers(0);
    framework.accept(0, List.of(offer), shrink(large, 20));
    agent.obey();
    assertThat(agent.total().persistentVolumes()).isEqualTo(Resources.of(List.of(volume)));
    assertThat(agent.total().scalar("disk")).isEqualTo(1000);
    assertThat(
            world.operator(
                Call.newBuilder()
                    .setType(Call.Type.GROW_VOLUME)
                    .setGrowVolume(
                        Call.GrowVolume.newBuilder()
                            .setAgentId(agent.id)
                            .setVolume(volume)
                            .setAddition(more))))
        .isEqualTo(new Verdict.Accepted());
    assertThat(
            world.operator(
                Call.newBuilder()
                    .setType(Call.Type.SHRINK_VOLUME)
                    .setShrinkVolume(
                        Call.ShrinkVolume.newBuilder()
                            .setAgentId(agent.id)
                            .setVolume(large)
                            .setSubtract(Value.Scalar.newBuilder().setValue(50)))))
        .isEqualTo(new Verdict.Accepted());
    agent.obey();
    assertThat(agent.total().persistentVolumes().scalar("disk")).isEqualTo(50);
  }

  private static ReservationInfo dynamic(String role) {
    return ReservationInfo.newBuilder().setType(ReservationInfo.Type.DYNAMIC).setRole(role).build();
  }

  @Test
  void whoGaveAnIdHearsOfIt() {
    FakeFramework framework =
        new FakeFramework(world, "db", Capability.Type.RESERVATION_REFINEMENT).subscribe();
    world.seconds(1);
    Offer offer = framework.offer();
    Resources good = World.resources("cpus:1").pushReservation(dynamic("db"));
    Resources other = World.resources("cpus:1").pushReservation(dynamic("web"));
    Resources much = World.resources("cpus:9").pushReservation(dynamic("db"));
    framework.accept(
        60,
        List.of(offer),
        named(reserve(good.list()), "good"),
        named(reserve(other.list()), "other"),
        named(reserve(much.list()), "much"),
        reserve(much.list()));
    assertThat(operations(framework.events()))
        .containsExactly(
            "good " + OperationState.OPERATION_FINISHED,
            "other " + OperationState.OPERATION_ERROR,
            "much " + OperationState.OPERATION_ERROR);
  }

  private static List<String> operations(List<Event> events) {
    return events.stream()
        .filter(event -> event.getType() == Event.Type.UPDATE_OPERATION_STATUS)
        .map(event -> event.getUpdateOperationStatus().getStatus())
        .map(status -> status.getOperationId().getValue() + " " + status.getState())
        .toList();
  }

  private static Operation named(Operation operation, String id) {
    return operation.toBuilder().setId(OperationID.newBuilder().setValue(id)).build();
  }
}
