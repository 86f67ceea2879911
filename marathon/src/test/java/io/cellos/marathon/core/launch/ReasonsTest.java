package io.cellos.marathon.core.launch;

import static io.cellos.marathon.core.launch.Fixtures.NOW;
import static io.cellos.marathon.core.launch.Fixtures.app;
import static io.cellos.marathon.core.launch.Fixtures.offer;
import static io.cellos.marathon.core.launch.Fixtures.scheduled;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.launch.constraint.Placed;
import io.cellos.marathon.core.launch.resource.AcceptedRoles;
import java.util.Optional;
import java.util.Set;
import org.apache.mesos.v1.Protos.DurationInfo;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.TimeInfo;
import org.apache.mesos.v1.Protos.Unavailability;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasonsTest {
  private static final String ENOUGH = "cpus:2;mem:1024;disk:100;gpus:1;ports:[31000-31001]";
  private static final String APP =
      """
      {'id':'/web','cmd':'true','cpus':2,'mem':1024,'disk':100,'gpus':1,
       'portDefinitions':[{'port':0},{'port':0}]}
      """;

  private static Set<Reason> reasons(LaunchSettings settings, Offer offer, Instance instance) {
    return switch (new OfferMatcher(settings, Fixtures.uuids())
        .match(offer, instance, new Placed(), Optional.empty(), NOW)) {
      case OfferMatch.Fits _ -> Set.of();
      case OfferMatch.Misfits misfits -> misfits.reasons();
    };
  }

  private static Set<Reason> reasons(Offer offer, String app) {
    return reasons(LaunchSettings.DEFAULT, offer, scheduled(app(app)));
  }

  @ParameterizedTest
  @CsvSource({
    "ANY, cpus:2;mem:1024;ports:[1-2], true",
    "ANY, cpus(cells):2;mem(cells):1024;ports(cells):[1-2], true",
    "ANY, cpus(other):2;mem(other):1024;ports(other):[1-2], false",
    "UNRESERVED, cpus:2;mem:1024;ports:[1-2], true",
    "UNRESERVED, cpus(cells):2;mem(cells):1024;ports(cells):[1-2], false",
    "RESERVED, cpus:2;mem:1024;ports:[1-2], false",
    "RESERVED, cpus(cells):2;mem(cells):1024;ports(cells):[1-2], true",
  })
  void whatSaysNothingIsGivenWhatIsAcceptedByDefault(
      AcceptedRoles byDefault, String resources, boolean fits) {
    LaunchSettings settings =
        new LaunchSettings(
            Optional.empty(), 300_000, 300_000, false, 0, Optional.empty(), "br", byDefault);
    Instance silent = scheduled(app("{'id':'/web','cmd':'true'}"));
    assertThat(reasons(settings, offer(resources), silent).isEmpty()).isEqualTo(fits);
    Instance open =
        scheduled(app("{'id':'/web','cmd':'true','acceptedResourceRoles':['*','cells']}"));
    assertThat(reasons(settings, offer(resources), open).isEmpty())
        .isEqualTo(!resources.contains("other"));
  }

  @Test
  void whatIsJustEnoughFits() {
    OfferMatch.Fits fits = Fixtures.fits(offer(ENOUGH), scheduled(Fixtures.app(APP)));
    assertThat(fits.rest().getResourcesList()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cpus:1.999;mem:1024;disk:100;gpus:1;ports:[31000-31001] | INSUFFICIENT_CPUS
          cpus:2;mem:1023;disk:100;gpus:1;ports:[31000-31001]     | INSUFFICIENT_MEMORY
          cpus:2;mem:1024;disk:99;gpus:1;ports:[31000-31001]      | INSUFFICIENT_DISK
          cpus:2;mem:1024;disk:100;ports:[31000-31001]            | INSUFFICIENT_GPUS
          cpus:2;mem:1024;disk:100;gpus:1;ports:[31000-31000]     | INSUFFICIENT_PORTS
          cpus:2;mem:1024;disk:100;gpus:1                         | INSUFFICIENT_PORTS
          """)
  void lessOfOneThingIsNotEnough(String resources, Reason reason) {
    assertThat(reasons(offer(resources), APP)).containsExactly(reason);
  }

  @Test
  void allReasonsAreTold() {
    assertThat(
            reasons(
                offer("cpus:0.1"),
                "{'id':'/web','cmd':'true','cpus':1,'mem':1,'disk':1,'constraints':[['rack','IS','1']]}"))
        .containsExactlyInAnyOrder(
            Reason.INSUFFICIENT_CPUS,
            Reason.INSUFFICIENT_MEMORY,
            Reason.INSUFFICIENT_DISK,
            Reason.INSUFFICIENT_PORTS,
            Reason.UNFULFILLED_CONSTRAINT);
  }

  @Test
  void anOfferForAnotherRoleIsNone() {
    Offer other =
        offer(ENOUGH).toBuilder()
            .setAllocationInfo(Resource.AllocationInfo.newBuilder().setRole("other"))
            .build();
    assertThat(reasons(other, APP)).containsExactly(Reason.UNFULFILLED_ROLE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cpus:1;mem:128;ports:[1-9]                      | []          |
          cpus(cells):1;mem(cells):128;ports(cells):[1-9] | []          |
          cpus(cells):0.5;cpus:0.5;mem:128;ports:[1-9]    | []          |
          cpus(cells):1;mem(cells):128;ports(cells):[1-9] | ['cells']   |
          cpus:1;mem:128;ports:[1-9]                      | ['*']       |
          cpus:1;mem:128;ports:[1-9]                      | ['cells']   | UNFULFILLED_ROLE
          cpus(cells):1;mem(cells):128;ports(cells):[1-9] | ['*']       | UNFULFILLED_ROLE
          cpus(cells):1;mem:128;ports:[1-9]               | ['*']       | INSUFFICIENT_CPUS
          """)
  void onlyResourcesOfAcceptedRolesCount(String resources, String roles, Reason reason) {
    String app = "{'id':'/web','cmd':'true','acceptedResourceRoles':" + roles + "}";
    if (roles.equals("[]")) {
      app = "{'id':'/web','cmd':'true'}";
    }
    Set<Reason> reasons = reasons(offer(resources), app);
    if (reason == null) {
      assertThat(reasons).isEmpty();
    } else {
      assertThat(reasons).contains(reason);
    }
  }

  @Test
  void whatIsReservedIsTakenFirst() {
    OfferMatch.Fits fits =
        Fixtures.fits(
            offer("cpus:1;cpus(cells):0.5;mem:128;ports:[1-9]"),
            scheduled(app("{'id':'/web','cmd':'true','cpus':0.6}")));
    assertThat(Fixtures.words(AppLaunchTest.task(fits).getResourcesList()))
        .startsWith("cpus(reservations: [(STATIC,cells)]):0.5; cpus:0.1;");
  }

  @ParameterizedTest
  @CsvSource({
    // begins after so many seconds, lasts so many (0: for ever), seconds ahead, refused
    "10, 0, 0, false",
    "10, 0, 11, true",
    "-1, 0, 0, true",
    "-10, 5, 0, false",
    "-10, 20, 0, true",
  })
  void agentsWithMaintenanceAheadAreLeftAlone(int begin, int lasts, int ahead, boolean refused) {
    Unavailability.Builder unavailability =
        Unavailability.newBuilder()
            .setStart(
                TimeInfo.newBuilder().setNanoseconds((NOW.millis() + begin * 1000L) * 1_000_000));
    if (lasts > 0) {
      unavailability.setDuration(DurationInfo.newBuilder().setNanoseconds(lasts * 1_000_000_000L));
    }
    Offer offer = offer(ENOUGH).toBuilder().setUnavailability(unavailability).build();
    LaunchSettings settings = new LaunchSettings(Optional.empty(), 300_000, 300_000, false, ahead);
    assertThat(reasons(settings, offer, scheduled(app(APP))))
        .isEqualTo(refused ? Set.of(Reason.AGENT_UNDERGOING_MAINTENANCE) : Set.of());
  }

  @ParameterizedTest
  @CsvSource({
    // flag, the app's label, the app's GPUs, refused
    "false, none, 0, false",
    "true, none, 0, true",
    "true, none, 1, false",
    "true, unrestricted, 0, false",
    "false, restricted, 0, true",
    "true, nonsense, 0, true",
  })
  void gpusCanBeKeptForWhatNeedsThem(boolean scarce, String label, int gpus, boolean refused) {
    LaunchSettings settings = new LaunchSettings(Optional.empty(), 300_000, 300_000, scarce, 0);
    String app =
        "{'id':'/web','cmd':'true','gpus':%d,'labels':{'GPU_SCHEDULING_BEHAVIOR':'%s'}}"
            .formatted(gpus, label);
    assertThat(reasons(settings, offer(ENOUGH), scheduled(app(app))))
        .isEqualTo(refused ? Set.of(Reason.DECLINED_SCARCE_RESOURCES) : Set.of());
  }
}
