package io.cellos.protocols.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.mesos.v1.Protos.Label;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Resource.DiskInfo;
import org.apache.mesos.v1.Protos.Resource.ReservationInfo;
import org.apache.mesos.v1.Protos.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourcesTest {
  @Test
  void textReadsAndPrintsAsInFlags() throws WireException {
    Resources resources =
        parse(" cpus : 2.5 ; mem(web):1024;ports:[ 31000-32000 , 80-80 ];zones:{a, b}");

    assertThat(resources)
        .hasToString(
            "cpus:2.5; mem(reservations: [(STATIC,web)]):1024; ports:[80-80, 31000-32000];"
                + " zones:{a, b}");
    assertThat(resources.scalar("cpus")).isEqualTo(2.5);
    assertThat(resources.ranges("ports")).hasSize(2);
    assertThat(resources.reservedFor("web")).hasToString("mem(reservations: [(STATIC,web)]):1024");
    assertThat(Resources.parse("cpus:1;mem(*):2", "eng").reservedFor("eng").scalar("cpus"))
        .isEqualTo(1);
    assertThat(Resources.parse("cpus:1;mem(*):2", "eng").unreserved()).hasToString("mem:2");
  }

  @Test
  void jsonReadsInEitherFormat() throws WireException {
    Resources resources =
        parse(
            """
            [{"name":"cpus","type":"SCALAR","scalar":{"value":"1"}},
             {"name":"mem","type":"SCALAR","scalar":{"value":8},"role":"web"},
             {"name":"disk","type":"SCALAR","scalar":{"value":9},
              "reservations":[{"type":"STATIC","role":"web"}],
              "disk":{"source":{"type":"MOUNT","mount":{"root":"/mnt"}}}}]
            """);

    assertThat(resources.unreserved()).hasToString("cpus:1");
    assertThat(resources.reservedFor("web").scalars()).containsOnlyKeys("mem", "disk");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cpus",
        "cpus:",
        "cpus:1:2",
        "cpus:x",
        "cpus:-1",
        "cpus:NaN",
        "cpus:1e999",
        "cpus(:1",
        "cpus)(:1",
        "cpus(a b):1",
        "ports:[1-2",
        "ports:1-2]",
        "ports:[1]",
        "ports:[a-b]",
        "ports:[-1-2]",
        "ports:[2-1]",
        "x:{a,a}",
        "x:{a",
        "[{\"name\":\"cpus\"}]",
        "[{\"name\":\"cpus\",\"type\":\"SCALAR\",\"set\":{}}]",
        "[1]",
        "[",
        "cpus:1;cpus:[1-2]",
        "[{\"name\":\"cpus\",\"type\":\"SCALAR\",\"scalar\":{\"value\":1},\"revocable\":{}}]",
        "[{\"name\":\"cpus\",\"type\":\"SCALAR\",\"scalar\":{\"value\":1},"
            + "\"reservations\":[{\"type\":\"DYNAMIC\",\"role\":\"r\"}]}]",
        "[{\"name\":\"disk\",\"type\":\"SCALAR\",\"scalar\":{\"value\":1},\"role\":\"r\","
            + "\"disk\":{\"persistence\":{\"id\":\"i\"}}}]"
      })
  void whatFlagsCannotSayIsAMistake(String text) {
    assertThatThrownBy(() -> parse(text)).isInstanceOf(WireException.class);
  }

  @Test
  void scalarsCountInThousandths() throws WireException {
    Resources tenth = parse("cpus:0.1");
    Resources sum = Resources.NONE;
    for (int i = 0; i < 10; i++) {
      sum = sum.plus(tenth);
    }

    assertThat(sum).isEqualTo(parse("cpus:1"));
    assertThat(sum.minus(tenth).minus(tenth).scalar("cpus")).isEqualTo(0.8);
    assertThat(parse("cpus:1.0004").contains(parse("cpus:1"))).isTrue();
    assertThat(parse("cpus:1").contains(parse("cpus:1.0004"))).isTrue();
    assertThat(parse("cpus:1").contains(parse("cpus:1.001"))).isFalse();
    assertThat(parse("cpus:0.0004").isEmpty()).isTrue();
    assertThat(parse("cpus:1").minus(parse("cpus:2"))).isEqualTo(Resources.NONE);
    assertThat(parse("cpus:1").minus(parse("mem:2"))).isEqualTo(parse("cpus:1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1-10]           | [5-6]         | [1-4, 7-10]",
        "[1-10]           | [1-10]        | ''",
        "[1-10]           | [0-3,8-20]    | [4-7]",
        "[1-3,5-7]        | [3-5]         | [1-2, 6-7]",
        "[1-3]            | [7-9]         | [1-3]",
        "[0-18446744073709551615] | [1-18446744073709551614] |"
            + " [0-0, 18446744073709551615-18446744073709551615]"
      })
  void rangesAreTakenAway(String from, String less, String rest) throws WireException {
    Resources left = parse("ports:" + from).minus(parse("ports:" + less));

    assertThat(left).hasToString(rest.isEmpty() ? "" : "ports:" + rest);
  }

  @Test
  void rangesJoinAndContain() throws WireException {
    assertThat(parse("p:[1-2,3-4,8-9]").plus(parse("p:[5-6,9-12]"))).hasToString("p:[1-6, 8-12]");
    assertThat(parse("p:[1-6,8-12]").contains(parse("p:[2-3,12-12]"))).isTrue();
    assertThat(parse("p:[1-6,8-12]").contains(parse("p:[6-8]"))).isFalse();
  }

  @Test
  void setsHaveEachItemOnce() throws WireException {
    Resources ab = parse("z:{a,b}");

    assertThat(ab.plus(parse("z:{b,c}"))).hasToString("z:{a, b, c}");
    assertThat(ab.minus(parse("z:{b,c}"))).hasToString("z:{a}");
    assertThat(ab.contains(parse("z:{c}"))).isFalse();
  }

  @Test
  void reservationsKeepResourcesApart() throws WireException {
    Resources web = parse("cpus(web):1");
    Resources mixed = web.plus(parse("cpus:2"));

    assertThat(mixed.list()).hasSize(2);
    assertThat(mixed.scalar("cpus")).isEqualTo(3);
    assertThat(mixed.contains(parse("cpus:3"))).isFalse();
    assertThat(mixed.toUnreserved()).isEqualTo(parse("cpus:3"));
    assertThat(mixed.reservations()).containsOnlyKeys("web");
    assertThat(mixed.allocatableTo("web/team").scalar("cpus")).isEqualTo(3);
    assertThat(mixed.allocatableTo("webs").scalar("cpus")).isEqualTo(2);
  }

  @Test
  void reservationsAreAStack() throws WireException {
    Resources team = parse("cpus(eng):2").pushReservation(dynamic("eng/team", "p"));

    assertThat(team).hasToString("cpus(reservations: [(STATIC,eng),(DYNAMIC,eng/team,p)]):2");
    assertThat(team.popReservation()).isEqualTo(parse("cpus(eng):2"));
    assertThat(ResourceCheck.problem(team.list())).isEmpty();
    assertThat(team.list()).allMatch(ResourceTraits::isRefined);
    assertThat(team.reservedFor("eng")).isEqualTo(Resources.NONE);
  }

  @Test
  void labelsOfReservationsHaveNoOrder() {
    Resource one = reserved("r", "a", "b");
    Resource other = reserved("r", "b", "a");

    assertThat(Resources.of(List.of(one, other)).list()).hasSize(1);
    assertThat(Resources.of(List.of(one, reserved("r", "a"))).list()).hasSize(2);
  }

  @Test
  void volumesAndDisksOfTheirOwnAreNotDivided() {
    Resource volume = volume("v1", 10);
    Resources two = Resources.of(List.of(volume, volume("v2", 10)));

    assertThat(two.list()).hasSize(2);
    assertThat(two.contains(Resources.of(List.of(volume("v1", 5))))).isFalse();
    assertThat(two.minus(Resources.of(List.of(volume))))
        .hasToString("disk(reservations: [(DYNAMIC,r)])[v2]:10");
    Resource elsewhere =
        volume.toBuilder()
            .setDisk(
                volume.getDisk().toBuilder()
                    .setVolume(
                        Volume.newBuilder().setContainerPath("data").setMode(Volume.Mode.RW)))
            .build();
    assertThat(two.contains(Resources.of(List.of(elsewhere)))).isTrue();
    Resources mount = Resources.of(List.of(mount("/a", 10), mount("/b", 10)));
    assertThat(mount.plus(Resources.of(List.of(mount("/a", 10)))).list()).hasSize(3);
    assertThat(mount.contains(Resources.of(List.of(mount("/a", 9))))).isFalse();
  }

  @Test
  void whatIsInvalidOrNothingCountsNothing() {
    assertThat(Resources.of(List.of(Samples.scalar("cpus", -1), Samples.scalar("mem", 0))))
        .isEqualTo(Resources.NONE);
    assertThat(Resources.of(List.of(Samples.scalar("cpus", Double.NaN)))).isEqualTo(Resources.NONE);
  }

  @Test
  void findTakesReservedFirstThenNobodysThenAny() throws WireException {
    Resources pool = parse("cpus(web):1;cpus(eng):4;cpus:2;mem:100");

    assertThat(pool.find(parse("cpus(web):2"))).contains(parse("cpus(web):1;cpus:1"));
    assertThat(pool.find(parse("cpus:2;mem:50"))).contains(parse("cpus:2;mem:50"));
    assertThat(pool.find(parse("cpus(web):7"))).contains(parse("cpus(web):1;cpus(eng):4;cpus:2"));
    assertThat(pool.find(parse("cpus:8"))).isEmpty();
    assertThat(pool.find(parse("gpus:1"))).isEmpty();
  }

  @Test
  void allocationKeepsResourcesApart() throws WireException {
    Resources web = parse("cpus:1").allocate("web");
    Resources both = web.plus(parse("cpus:1").allocate("eng"));

    assertThat(both.list()).hasSize(2);
    assertThat(both.allocations()).containsOnlyKeys("web", "eng");
    assertThat(both.unallocate()).isEqualTo(parse("cpus:2"));
    assertThat(both.contains(parse("cpus:1"))).isFalse();
    assertThat(web).hasToString("cpus(allocated: web):1");
  }

  static Resources parse(String text) throws WireException {
    return Resources.parse(text);
  }

  static ReservationInfo dynamic(String role, String principal) {
    return ReservationInfo.newBuilder()
        .setType(ReservationInfo.Type.DYNAMIC)
        .setRole(role)
        .setPrincipal(principal)
        .build();
  }

  private static Resource reserved(String role, String... labels) {
    ReservationInfo.Builder reservation =
        ReservationInfo.newBuilder().setType(ReservationInfo.Type.DYNAMIC).setRole(role);
    for (String label : labels) {
      reservation.setLabels(
          reservation.getLabels().toBuilder().addLabels(Label.newBuilder().setKey(label)));
    }
    return Samples.scalar("cpus", 1).toBuilder().addReservations(reservation).build();
  }

  static Resource volume(String id, double size) {
    return Samples.scalar("disk", size).toBuilder()
        .addReservations(
            ReservationInfo.newBuilder().setType(ReservationInfo.Type.DYNAMIC).setRole("r"))
        .setDisk(DiskInfo.newBuilder().setPersistence(DiskInfo.Persistence.newBuilder().setId(id)))
        .build();
  }

  private static Resource mount(String root, double size) {
    return Samples.scalar("disk", size).toBuilder()
        .setDisk(
            DiskInfo.newBuilder()
                .setSource(
                    DiskInfo.Source.newBuilder()
                        .setType(DiskInfo.Source.Type.MOUNT)
                        .setMount(DiskInfo.Source.Mount.newBuilder().setRoot(root))))
        .build();
  }
}
