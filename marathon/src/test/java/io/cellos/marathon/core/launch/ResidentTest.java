package io.cellos.marathon.core.launch;

import static io.cellos.marathon.core.launch.Fixtures.NOW;
import static io.cellos.marathon.core.launch.Fixtures.app;
import static io.cellos.marathon.core.launch.Fixtures.offer;
import static io.cellos.marathon.core.launch.Fixtures.parse;
import static io.cellos.marathon.core.launch.Fixtures.scheduled;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.launch.constraint.Placed;
import io.cellos.marathon.core.launch.resource.AcceptedRoles;
import io.cellos.marathon.core.launch.resource.Leftovers;
import io.cellos.protocols.mesos.ResourceTraits;
import io.cellos.protocols.mesos.Resources;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.mesos.v1.Protos.Label;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.Offer.Operation;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Resource.DiskInfo;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResidentTest {
  private static final String APP =
      """
      {'id':'/db/main','cmd':'true','cpus':1,'mem':128,'disk':5,
       'container':{'type':'MESOS','volumes':[
         {'containerPath':'data','mode':'RW','persistent':{'size':100}},
         {'containerPath':'log','mode':'RW','persistent':{'size':10}}]}}
      """;
  private static final String AGENT = "cpus:4;mem:4096;disk:1000;ports:[31000-31009]";
  private static final LaunchSettings WITH_PRINCIPAL =
      new LaunchSettings(
          Optional.empty(),
          300_000,
          300_000,
          false,
          0,
          Optional.of("marathon"),
          "mesos-bridge",
          AcceptedRoles.ANY);

  /** What the agent has after the operations before the launch, as Mesos works. */
  private static Resources after(Resources agent, List<Operation> operations) {
    Resources now = agent;
    for (Operation operation : operations) {
      switch (operation.getType()) {
        case RESERVE -> {
          Resources reserved = Resources.of(operation.getReserve().getResourcesList());
          assertThat(now.contains(reserved.popReservation())).isTrue();
          now = now.minus(reserved.popReservation()).plus(reserved);
        }
        case CREATE -> {
          Resources volumes = Resources.of(operation.getCreate().getVolumesList());
          Resources disks = volumes.map(ResidentTest::disk);
          assertThat(now.contains(disks)).isTrue();
          now = now.minus(disks).plus(volumes);
        }
        case DESTROY -> {
          Resources volumes = Resources.of(operation.getDestroy().getVolumesList());
          assertThat(now.contains(volumes)).isTrue();
          now = now.minus(volumes).plus(volumes.map(ResidentTest::disk));
        }
        case UNRESERVE -> {
          Resources reserved = Resources.of(operation.getUnreserve().getResourcesList());
          assertThat(now.contains(reserved)).isTrue();
          now = now.minus(reserved).plus(reserved.popReservation());
        }
        default -> assertThat(operation.getType()).isEqualTo(Operation.Type.LAUNCH);
      }
    }
    return now;
  }

  private static Resource disk(Resource volume) {
    return volume.getDisk().hasSource()
        ? volume.toBuilder()
            .setDisk(DiskInfo.newBuilder().setSource(volume.getDisk().getSource()))
            .build()
        : volume.toBuilder().clearDisk().build();
  }

  private static OfferMatch.Fits launch(Offer offer, Instance instance) {
    return (OfferMatch.Fits)
        new OfferMatcher(WITH_PRINCIPAL, Fixtures.uuids())
            .match(offer, instance, new Placed(), Optional.empty(), NOW);
  }

  @Test
  void theFirstLaunchReservesAndCreates() {
    Resources agent = parse(AGENT).allocate("cells");
    Offer offer = offer(agent.list(), "host1", "");
    OfferMatch.Fits fits = launch(offer, scheduled(app(APP)));
    assertThat(fits.operations())
        .extracting(Operation::getType)
        .containsExactly(Operation.Type.RESERVE, Operation.Type.CREATE, Operation.Type.LAUNCH);
    Resource volume = fits.operations().get(1).getCreate().getVolumes(0);
    assertThat(volume.getScalar().getValue()).isEqualTo(100);
    assertThat(volume.getDisk().getPersistence().getId())
        .isEqualTo("db_main#data#11111111-1111-1111-1111-000000000001");
    assertThat(volume.getDisk().getPersistence().getPrincipal()).isEqualTo("marathon");
    assertThat(volume.getDisk().getVolume())
        .isEqualTo(Volume.newBuilder().setContainerPath("data").setMode(Volume.Mode.RW).build());
    Resource.ReservationInfo reservation = volume.getReservations(0);
    assertThat(reservation.getType()).isEqualTo(Resource.ReservationInfo.Type.DYNAMIC);
    assertThat(reservation.getRole()).isEqualTo("cells");
    assertThat(reservation.getPrincipal()).isEqualTo("marathon");
    assertThat(reservation.getLabels().getLabelsList())
        .containsExactly(
            label("marathon_framework_id", "framework-1"),
            label("marathon_task_id", fits.instance().id().value()));
    Resources reserved = after(agent, fits.operations());
    TaskInfo task = AppLaunchTest.task(fits);
    assertThat(reserved.contains(Resources.of(task.getResourcesList()))).isTrue();
    assertThat(task.getResourcesList()).allMatch(ResourceTraits::isDynamicallyReserved);
    assertThat(Resources.of(fits.rest().getResourcesList()))
        .isEqualTo(reserved.minus(Resources.of(task.getResourcesList())));
    assertThat(fits.instance().volumes())
        .extracting(found -> found.containerPath())
        .containsExactly("data", "log");
  }

  private static Label label(String key, String value) {
    return Label.newBuilder().setKey(key).setValue(value).build();
  }

  @Test
  void withoutAPrincipalNoneIsSaid() {
    OfferMatch.Fits fits = Fixtures.fits(offer(AGENT), scheduled(app(APP)));
    Resource reserved = fits.operations().getFirst().getReserve().getResources(0);
    assertThat(reserved.getReservations(0).hasPrincipal()).isFalse();
  }

  @Test
  void theNextLaunchIsWhereTheDataIs() {
    Resources agent = parse(AGENT).allocate("cells");
    Instance once = launch(offer(agent.list(), "host1", ""), scheduled(app(APP))).instance();
    List<Operation> first =
        launch(offer(agent.list(), "host1", ""), scheduled(app(APP))).operations();
    Offer kept = offer(after(agent, first).list(), "host1", "");
    OfferMatch.Fits again = launch(kept, Fixtures.ended(once));
    assertThat(again.operations())
        .extracting(Operation::getType)
        .containsExactly(Operation.Type.LAUNCH);
    TaskInfo task = AppLaunchTest.task(again);
    assertThat(task.getTaskId().getValue()).endsWith("._app.2");
    assertThat(Resources.of(task.getResourcesList()))
        .isEqualTo(Resources.of(first.getLast().getLaunch().getTaskInfos(0).getResourcesList()));
    assertThat(again.instance().volumes()).isEqualTo(once.volumes());
    assertThat(Fixtures.words(again.rest().getResourcesList()))
        .startsWith("cpus:3; mem:3968; disk:885");
    OfferMatch elsewhere =
        Fixtures.matcher()
            .match(offer(AGENT), Fixtures.ended(once), new Placed(), Optional.empty(), NOW);
    assertThat(elsewhere)
        .isEqualTo(new OfferMatch.Misfits(Set.of(Reason.NO_CORRESPONDING_RESERVATION_FOUND)));
  }

  @Test
  void nobodyElseIsGivenWhatIsKept() {
    Resources agent = parse("cpus:1;mem:128;disk:200;ports:[1-1]").allocate("cells");
    List<Operation> first =
        launch(offer(agent.list(), "host1", ""), scheduled(app(APP))).operations();
    Offer kept = offer(after(agent, first).list(), "host1", "");
    assertThat(
            Fixtures.matcher()
                .match(
                    kept,
                    scheduled(app("{'id':'/web','cmd':'true'}")),
                    new Placed(),
                    Optional.empty(),
                    NOW))
        .isEqualTo(
            new OfferMatch.Misfits(
                Set.of(
                    Reason.INSUFFICIENT_CPUS,
                    Reason.INSUFFICIENT_MEMORY,
                    Reason.INSUFFICIENT_PORTS)));
    assertThat(
            Fixtures.matcher()
                .match(kept, scheduled(app(APP), 2), new Placed(), Optional.empty(), NOW))
        .isInstanceOf(OfferMatch.Misfits.class);
  }

  @Test
  void dataCountsForMoreThanScarceGpus() {
    LaunchSettings scarce = new LaunchSettings(Optional.empty(), 300_000, 300_000, true, 0);
    OfferMatcher matcher = new OfferMatcher(scarce, Fixtures.uuids());
    Resources agent = parse(AGENT).allocate("cells");
    OfferMatch.Fits fits = launch(offer(agent.list(), "host1", ""), scheduled(app(APP)));
    Resources kept = after(agent, fits.operations()).plus(parse("gpus:1").allocate("cells"));
    Offer offer = offer(kept.list(), "host1", "");
    assertThat(
            matcher.match(
                offer, Fixtures.ended(fits.instance()), new Placed(), Optional.empty(), NOW))
        .isInstanceOf(OfferMatch.Fits.class);
    assertThat(matcher.match(offer, scheduled(app(APP), 2), new Placed(), Optional.empty(), NOW))
        .isEqualTo(new OfferMatch.Misfits(Set.of(Reason.DECLINED_SCARCE_RESOURCES)));
  }

  @Test
  void onlyWhatIsNobodysIsReserved() {
    assertThat(
            Fixtures.matcher()
                .match(
                    offer("cpus(cells):4;mem(cells):4096;disk(cells):1000;ports(cells):[1-9]"),
                    scheduled(app(APP)),
                    new Placed(),
                    Optional.empty(),
                    NOW))
        .isInstanceOfSatisfying(
            OfferMatch.Misfits.class,
            misfits -> assertThat(misfits.reasons()).contains(Reason.UNFULFILLED_ROLE));
  }

  @Test
  void whatIsGoneIsGivenBack() {
    Resources agent = parse(AGENT).allocate("cells");
    OfferMatch.Fits one = launch(offer(agent.list(), "host1", ""), scheduled(app(APP), 1));
    Resources kept = after(agent, one.operations());
    OfferMatch.Fits two = launch(offer(kept.list(), "host1", ""), scheduled(app(APP), 2));
    Resources both = after(kept, two.operations());
    Offer offer = offer(both.list(), "host1", "");
    Leftovers left = Fixtures.matcher().leftovers(offer, one.instance().id()::equals);
    assertThat(left.operations())
        .extracting(Operation::getType)
        .containsExactly(Operation.Type.DESTROY, Operation.Type.UNRESERVE);
    assertThat(after(both, left.operations())).isEqualTo(kept);
    assertThat(Resources.of(left.rest().getResourcesList()))
        .isEqualTo(both.minus(Resources.of(AppLaunchTest.task(two).getResourcesList())));
    Leftovers none = Fixtures.matcher().leftovers(offer, id -> true);
    assertThat(none.operations()).isEmpty();
    assertThat(none.rest()).isEqualTo(offer);
    Offer others =
        offer.toBuilder()
            .setFrameworkId(offer.getFrameworkId().toBuilder().setValue("framework-2"))
            .build();
    assertThat(Fixtures.matcher().leftovers(others, id -> false).operations()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'size':50,'type':'path'}                                              | path:/a
          {'size':50,'type':'path','constraints':[['path','LIKE','/b.*']]}       | path:/b
          {'size':500,'type':'path'}                                             | none
          {'size':50,'type':'mount'}                                             | mount:/m1 80
          {'size':100,'type':'mount'}                                            | mount:/m2 300
          {'size':50,'type':'mount','constraints':[['path','UNLIKE','/m1']]}     | mount:/m2 300
          {'size':50,'type':'mount','maxSize':70}                                | none
          {'size':50,'type':'mount','constraints':[['path','LIKE','/x']]}        | none
          {'size':50,'type':'mount','profileName':'fast'}                        | mount:/m3 90
          """)
  void disksAreChosenByTypeSizeAndPath(String persistent, String expected) {
    Resources agent =
        parse("cpus:4;mem:4096;disk:10;ports:[31000-31009]")
            .plus(
                Resources.of(
                    List.of(
                        disk(200, DiskInfo.Source.Type.PATH, "/a"),
                        disk(100, DiskInfo.Source.Type.PATH, "/b"),
                        disk(300, DiskInfo.Source.Type.MOUNT, "/m2"),
                        disk(80, DiskInfo.Source.Type.MOUNT, "/m1"),
                        withProfile(disk(90, DiskInfo.Source.Type.MOUNT, "/m3"), "fast"))))
            .allocate("cells");
    String app =
        """
        {'id':'/db','cmd':'true','container':{'type':'MESOS','volumes':[
          {'containerPath':'data','mode':'RW','persistent':%s}]}}
        """
            .formatted(persistent);
    OfferMatch match =
        Fixtures.matcher()
            .match(
                offer(agent.list(), "host1", ""),
                scheduled(app(app)),
                new Placed(),
                Optional.empty(),
                NOW);
    assertThat(words(match)).isEqualTo(expected);
    if (match instanceof OfferMatch.Fits fits) {
      assertThat(
              after(agent, fits.operations())
                  .contains(Resources.of(AppLaunchTest.task(fits).getResourcesList())))
          .isTrue();
    }
  }

  private static String words(OfferMatch match) {
    return switch (match) {
      case OfferMatch.Misfits misfits -> {
        assertThat(misfits.reasons()).containsExactly(Reason.INSUFFICIENT_DISK);
        yield "none";
      }
      case OfferMatch.Fits fits -> {
        Resource volume = fits.operations().get(1).getCreate().getVolumes(0);
        DiskInfo.Source source = volume.getDisk().getSource();
        yield source.hasMount()
            ? "mount:" + source.getMount().getRoot() + " " + (int) volume.getScalar().getValue()
            : "path:" + source.getPath().getRoot();
      }
    };
  }

  private static Resource disk(double size, DiskInfo.Source.Type type, String root) {
    DiskInfo.Source.Builder source = DiskInfo.Source.newBuilder().setType(type);
    if (type == DiskInfo.Source.Type.PATH) {
      source.setPath(DiskInfo.Source.Path.newBuilder().setRoot(root));
    } else {
      source.setMount(DiskInfo.Source.Mount.newBuilder().setRoot(root));
    }
    return parse("disk:" + size).list().getFirst().toBuilder()
        .setDisk(DiskInfo.newBuilder().setSource(source))
        .build();
  }

  private static Resource withProfile(Resource disk, String profile) {
    DiskInfo.Source source = disk.getDisk().getSource().toBuilder().setProfile(profile).build();
    return disk.toBuilder().setDisk(DiskInfo.newBuilder().setSource(source)).build();
  }
}
