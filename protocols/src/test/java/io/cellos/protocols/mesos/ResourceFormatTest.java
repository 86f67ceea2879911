package io.cellos.protocols.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Resource.AllocationInfo;
import org.apache.mesos.v1.Protos.Resource.ReservationInfo;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.junit.jupiter.api.Test;

@SuppressWarnings("deprecation") // Mesos deprecates what old clients send
class ResourceFormatTest {
  private static final Resource PLAIN = Samples.scalar("cpus", 1);

  @Test
  void nobodysHasTheRoleStar() {
    Resource old = PLAIN.toBuilder().setRole("*").build();

    assertThat(ResourceFormat.downgrade(PLAIN)).isEqualTo(old);
    assertThat(ResourceFormat.forEndpoint(PLAIN)).isEqualTo(old);
    assertThat(ResourceFormat.upgrade(old)).isEqualTo(PLAIN);
  }

  @Test
  void aStaticReservationIsARole() {
    Resource now =
        PLAIN.toBuilder()
            .addReservations(
                ReservationInfo.newBuilder().setType(ReservationInfo.Type.STATIC).setRole("web"))
            .build();
    Resource old = PLAIN.toBuilder().setRole("web").build();

    assertThat(ResourceFormat.downgrade(now)).isEqualTo(old);
    assertThat(ResourceFormat.upgrade(old)).isEqualTo(now);
    assertThat(ResourceFormat.forEndpoint(now)).isEqualTo(now.toBuilder().setRole("web").build());
  }

  @Test
  void aDynamicReservationIsARoleAndAReservation() {
    Resource now = PLAIN.toBuilder().addReservations(ResourcesTest.dynamic("web", "p")).build();
    Resource old =
        PLAIN.toBuilder()
            .setRole("web")
            .setReservation(ReservationInfo.newBuilder().setPrincipal("p"))
            .build();
    Resource both = old.toBuilder().addAllReservations(now.getReservationsList()).build();

    assertThat(ResourceFormat.downgrade(now)).isEqualTo(old);
    assertThat(ResourceFormat.upgrade(old)).isEqualTo(now);
    assertThat(ResourceFormat.forEndpoint(now)).isEqualTo(both);
    assertThat(ResourceFormat.upgrade(both)).isEqualTo(now);
    for (Resource valid : List.of(now, old, both)) {
      assertThat(ResourceCheck.problem(valid)).isEmpty();
    }
  }

  @Test
  void refinedReservationsHaveNoOldForm() {
    Resource refined =
        PLAIN.toBuilder()
            .addReservations(ResourcesTest.dynamic("eng", "p"))
            .addReservations(ResourcesTest.dynamic("eng/team", "p"))
            .build();

    assertThatThrownBy(() -> ResourceFormat.downgrade(refined))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(ResourceFormat.forEndpoint(refined)).isEqualTo(refined);
  }

  @Test
  void resourcesAreFoundHoweverDeep() {
    Call old = ResourceFormat.downgrade(Samples.accept());

    assertThat(old.getAccept().getOperations(0).getLaunch().getTaskInfos(0).getResourcesList())
        .isNotEmpty()
        .allMatch(resource -> resource.getRole().equals("*") && resource.hasRole());
    assertThat(ResourceFormat.upgrade(old)).isEqualTo(Samples.accept());
    Call subscribe = Samples.subscribe();
    assertThat(ResourceFormat.downgrade(subscribe)).isSameAs(subscribe);
    Event offers = Samples.offers();
    assertThat(ResourceFormat.upgrade(offers)).isSameAs(offers);
  }

  @Test
  void allocationIsAddedAndStripped() {
    Offer offer =
        Samples.offers().getOffers().getOffers(0).toBuilder()
            .setAllocationInfo(AllocationInfo.newBuilder().setRole("web"))
            .build();
    Offer allocated = ResourceFormat.allocate(offer, "web");

    assertThat(allocated.getResources(0).getAllocationInfo().getRole()).isEqualTo("web");
    assertThat(ResourceFormat.allocate(allocated, "other")).isSameAs(allocated);
    Offer stripped = ResourceFormat.unallocate(allocated);
    assertThat(stripped).isEqualTo(Samples.offers().getOffers().getOffers(0));
    assertThat(ResourceFormat.unallocate(stripped)).isSameAs(stripped);
  }
}
