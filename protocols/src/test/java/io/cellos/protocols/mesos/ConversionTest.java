package io.cellos.protocols.mesos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.mesos.v1.Protos.Offer.Operation;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Value;
import org.junit.jupiter.api.Test;

class ConversionTest {
  private static final Resource VOLUME = ResourcesTest.volume("v", 10);

  @Test
  void reserveAndBack() throws WireException {
    Resources pool = Resources.parse("cpus:4;mem:100");
    Resources reserved =
        Resources.parse("cpus:1").pushReservation(ResourcesTest.dynamic("web", "p"));
    Operation reserve =
        Operation.newBuilder()
            .setType(Operation.Type.RESERVE)
            .setReserve(Operation.Reserve.newBuilder().addAllResources(reserved.list()))
            .build();
    Operation unreserve =
        Operation.newBuilder()
            .setType(Operation.Type.UNRESERVE)
            .setUnreserve(Operation.Unreserve.newBuilder().addAllResources(reserved.list()))
            .build();

    Resources after = apply(reserve, pool);

    assertThat(after).isEqualTo(Resources.parse("cpus:3;mem:100").plus(reserved));
    assertThat(apply(unreserve, after)).isEqualTo(pool);
    assertThat(Conversion.of(reserve).getFirst().apply(Resources.parse("cpus:0.5"))).isEmpty();
  }

  @Test
  void reserveFromAnotherReservation() throws WireException {
    Resources before = Resources.parse("cpus(a):1");
    Resources after = Resources.parse("cpus:1").pushReservation(ResourcesTest.dynamic("b", "p"));
    Operation reserve =
        Operation.newBuilder()
            .setType(Operation.Type.RESERVE)
            .setReserve(
                Operation.Reserve.newBuilder()
                    .addAllSource(before.list())
                    .addAllResources(after.list()))
            .build();

    assertThat(apply(reserve, before)).isEqualTo(after);
  }

  @Test
  void volumesAreMadeGrowShrinkAndGo() {
    Resources disk = one(Conversion.withoutVolume(ResourcesTest.volume("v", 20)));
    Resource added = Conversion.withoutVolume(ResourcesTest.volume("v", 5));

    Resources made =
        apply(
            Operation.newBuilder()
                .setType(Operation.Type.CREATE)
                .setCreate(Operation.Create.newBuilder().addVolumes(VOLUME))
                .build(),
            disk);
    Resources grown =
        apply(
            Operation.newBuilder()
                .setType(Operation.Type.GROW_VOLUME)
                .setGrowVolume(
                    Operation.GrowVolume.newBuilder().setVolume(VOLUME).setAddition(added))
                .build(),
            made);
    Resources shrunk =
        apply(
            Operation.newBuilder()
                .setType(Operation.Type.SHRINK_VOLUME)
                .setShrinkVolume(
                    Operation.ShrinkVolume.newBuilder()
                        .setVolume(ResourcesTest.volume("v", 15))
                        .setSubtract(Value.Scalar.newBuilder().setValue(12)))
                .build(),
            grown);
    Resources gone =
        apply(
            Operation.newBuilder()
                .setType(Operation.Type.DESTROY)
                .setDestroy(Operation.Destroy.newBuilder().addVolumes(ResourcesTest.volume("v", 3)))
                .build(),
            shrunk);

    assertThat(made.persistentVolumes()).isEqualTo(one(VOLUME));
    assertThat(grown.persistentVolumes().scalar("disk")).isEqualTo(15);
    assertThat(shrunk.persistentVolumes().scalar("disk")).isEqualTo(3);
    assertThat(shrunk.scalar("disk")).isEqualTo(20);
    assertThat(gone).isEqualTo(disk);
  }

  @Test
  void anAgentGetsBackToWhatItRemembers() throws WireException {
    Resources flags = Resources.parse("cpus:4;cpus(eng):2;disk:100");
    Resource refined =
        Resources.parse("cpus(eng):1")
            .pushReservation(ResourcesTest.dynamic("eng/team", "p"))
            .list()
            .getFirst();

    Resources total =
        List.of(VOLUME, refined).stream()
            .map(Conversion::remembered)
            .reduce(flags, (have, next) -> next.apply(have).orElseThrow(), (a, b) -> b);

    assertThat(total)
        .isEqualTo(
            Resources.parse("cpus:4;cpus(eng):1;disk:90").plus(one(VOLUME)).plus(one(refined)));
  }

  private static Resources apply(Operation operation, Resources to) {
    Resources result = to;
    for (Conversion conversion : Conversion.of(operation)) {
      result = conversion.apply(result).orElseThrow();
    }
    return result;
  }

  private static Resources one(Resource resource) {
    return Resources.of(List.of(resource));
  }
}
