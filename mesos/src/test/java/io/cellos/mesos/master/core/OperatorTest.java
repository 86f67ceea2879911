package io.cellos.mesos.master.core;

import static io.cellos.mesos.master.core.FakeFramework.launch;
import static io.cellos.mesos.master.core.FakeFramework.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.protocols.mesos.Resources;
import java.util.List;
import org.apache.mesos.v1.Protos.DurationInfo;
import org.apache.mesos.v1.Protos.FrameworkInfo.Capability;
import org.apache.mesos.v1.Protos.MachineID;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Resource.ReservationInfo;
import org.apache.mesos.v1.Protos.TimeInfo;
import org.apache.mesos.v1.Protos.Unavailability;
import org.apache.mesos.v1.Protos.WeightInfo;
import org.apache.mesos.v1.maintenance.Protos.Schedule;
import org.apache.mesos.v1.maintenance.Protos.Window;
import org.apache.mesos.v1.master.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.junit.jupiter.api.Test;

final class OperatorTest {
  private final World world = new World();
  private final FakeFramework framework =
      new FakeFramework(world, "eng", Capability.Type.RESERVATION_REFINEMENT).subscribe();
  private final FakeAgent agent = new FakeAgent(world, "a", "cpus:4;mem:1024;disk:1000");

  private static Resources reserved(String text, String role) {
    return World.resources(text)
        .pushReservation(
            ReservationInfo.newBuilder()
                .setType(ReservationInfo.Type.DYNAMIC)
                .setRole(role)
                .build());
  }

  private Verdict reserve(String text, String role) {
    return world.operator(
        Call.newBuilder()
            .setType(Call.Type.RESERVE_RESOURCES)
            .setReserveResources(
                Call.ReserveResources.newBuilder()
                    .setAgentId(agent.id)
                    .addAllResources(reserved(text, role).list())));
  }

  @Test
  void reservingTakesBackOffers() {
    world.seconds(1);
    framework.events();
    assertThat(reserve("cpus:2;mem:512", "eng")).isEqualTo(new Verdict.Accepted());
    world.seconds(1);
    List<Event> events = framework.events();
    assertThat(events.getFirst().getType()).isEqualTo(Event.Type.RESCIND);
    Resources offered = Resources.of(events.getLast().getOffers().getOffers(0).getResourcesList());
    Resources total =
        World.resources("cpus:2;mem:512;disk:1000").plus(reserved("cpus:2;mem:512", "eng"));
    assertThat(offered).isEqualTo(total);
    assertThat(agent.obey()).containsExactly("set resources");
    assertThat(agent.total()).isEqualTo(total);

    world.lead();
    agent.join();
    assertThat(world.view().agents().getFirst().total()).isEqualTo(total);
    assertThat(world.told(agent.link)).hasSize(1);
  }

  @Test
  void theRegistryKnowsReservationsThatTheAgentNeverGot() {
    agent.lose();
    reserve("cpus:2", "eng");
    world.lead();
    agent.join();
    assertThat(agent.total().reservedFor("eng").scalar("cpus")).isEqualTo(2);
  }

  @Test
  void whatIsUsedCannotBeReserved() {
    world.seconds(1);
    Offer offer = framework.offer();
    framework.accept(0, List.of(offer), launch(task("t", offer, "cpus:3")));
    world.seconds(1);
    framework.events();
    assertThat(reserve("cpus:2", "eng")).isInstanceOf(Verdict.Conflict.class);
    assertThat(framework.events()).as("no offer was taken back for it").isEmpty();
    assertThat(reserve("cpus:1", "*")).isInstanceOf(Verdict.Malformed.class);
  }

  @Test
  void weightsAreKept() {
    Call.UpdateWeights.Builder weights =
        Call.UpdateWeights.newBuilder()
            .addWeightInfos(WeightInfo.newBuilder().setRole("a/b").setWeight(2.5));
    Call.Builder call =
        Call.newBuilder().setType(Call.Type.UPDATE_WEIGHTS).setUpdateWeights(weights);
    assertThat(world.operator(call)).isEqualTo(new Verdict.Done());
    world.lead();
    assertThat(world.view().weights().getFirst().getWeight()).isEqualTo(2.5);
    assertThat(world.registry).containsKey("weights/a%2Fb");
    weights.getWeightInfosBuilder(0).setWeight(-1);
    assertThat(world.operator(call.setUpdateWeights(weights)))
        .isInstanceOf(Verdict.Malformed.class);
  }

  @Test
  void maintenance() {
    world.seconds(1);
    Offer offer = framework.offer();
    framework.accept(0, List.of(offer), launch(task("t", offer, "cpus:1")));
    world.seconds(1);
    framework.events();
    MachineID machine = MachineID.newBuilder().setHostname("a").setIp("10.0.0.1").build();
    assertThat(start(machine)).isInstanceOf(Verdict.Malformed.class);
    Unavailability away =
        Unavailability.newBuilder()
            .setStart(TimeInfo.newBuilder().setNanoseconds(1))
            .setDuration(DurationInfo.newBuilder().setNanoseconds(1))
            .build();
    Window window = Window.newBuilder().addMachineIds(machine).setUnavailability(away).build();
    assertThat(
            world.operator(
                Call.newBuilder()
                    .setType(Call.Type.UPDATE_MAINTENANCE_SCHEDULE)
                    .setUpdateMaintenanceSchedule(
                        Call.UpdateMaintenanceSchedule.newBuilder()
                            .setSchedule(Schedule.newBuilder().addWindows(window)))))
        .isEqualTo(new Verdict.Done());
    world.seconds(1);
    List<Event> events = framework.events();
    assertThat(events.stream().map(Event::getType))
        .containsExactly(Event.Type.RESCIND, Event.Type.INVERSE_OFFERS, Event.Type.OFFERS);
    assertThat(events.getLast().getOffers().getOffers(0).getUnavailability()).isEqualTo(away);
    framework.call(
        Protos.Call.newBuilder()
            .setType(Protos.Call.Type.ACCEPT_INVERSE_OFFERS)
            .setAcceptInverseOffers(
                Protos.Call.AcceptInverseOffers.newBuilder()
                    .addInverseOfferIds(
                        events.get(1).getInverseOffers().getInverseOffers(0).getId())));
    assertThat(world.view().maintenance().getDrainingMachines(0).getStatusesCount()).isEqualTo(1);

    world.lead();
    agent.join();
    assertThat(start(machine)).isEqualTo(new Verdict.Done());
    assertThat(world.view().agents()).isEmpty();
    assertThat(world.view().maintenance().getDownMachinesList()).containsExactly(machine);
    agent.join();
    assertThat(world.isClosed(agent.link)).isTrue();
    Call.Builder stop =
        Call.newBuilder()
            .setType(Call.Type.STOP_MAINTENANCE)
            .setStopMaintenance(Call.StopMaintenance.newBuilder().addMachines(machine));
    assertThat(world.operator(stop)).isEqualTo(new Verdict.Done());
    assertThat(world.operator(stop)).isInstanceOf(Verdict.Malformed.class);
    agent.join();
    assertThat(world.view().agents()).hasSize(1);
  }

  private Verdict start(MachineID machine) {
    return world.operator(
        Call.newBuilder()
            .setType(Call.Type.START_MAINTENANCE)
            .setStartMaintenance(Call.StartMaintenance.newBuilder().addMachines(machine)));
  }

  @Test
  void volumesAreMadeOfReservedDisk() {
    reserve("disk:500", "eng");
    Resource volume = OperationsTest.volume(reserved("disk:100", "eng"), "v1");
    Call.Builder create =
        Call.newBuilder()
            .setType(Call.Type.CREATE_VOLUMES)
            .setCreateVolumes(
                Call.CreateVolumes.newBuilder().setAgentId(agent.id).addVolumes(volume));
    assertThat(world.operator(create)).isEqualTo(new Verdict.Accepted());
    assertThat(world.operator(create)).as("the id is used").isInstanceOf(Verdict.Malformed.class);
    agent.obey();
    assertThat(agent.total().persistentVolumes().list()).containsExactly(volume);
    Call.Builder destroy =
        Call.newBuilder()
            .setType(Call.Type.DESTROY_VOLUMES)
            .setDestroyVolumes(
                Call.DestroyVolumes.newBuilder().setAgentId(agent.id).addVolumes(volume));
    assertThat(world.operator(destroy)).isEqualTo(new Verdict.Accepted());
    assertThat(world.operator(destroy)).isInstanceOf(Verdict.Malformed.class);
  }
}
