package io.cellos.backend.aws.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.backend.CellEvent;
import io.cellos.backend.NodeTimeline;
import io.cellos.backend.aws.testing.MotoRegion;
import io.cellos.backend.aws.testing.SmallCell;
import io.cellos.coordination.BootStatus;
import io.cellos.model.BootEvent;
import io.cellos.model.CellDescription;
import io.cellos.model.CellStatus;
import io.cellos.model.Role;
import io.cellos.nucleus.membership.Ensemble;
import io.cellos.nucleus.membership.Member;
import io.cellos.nucleus.membership.NucleusStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProblemsTest {
  @TempDir static Path directory;
  static MotoRegion moto;

  @BeforeAll
  static void start() {
    moto = MotoRegion.start(directory);
  }

  @AfterAll
  static void stop() {
    if (moto != null) {
      moto.close();
    }
  }

  @Test
  void nodesThatAreUnwellAndALostMajorityAreTold() throws IOException {
    SmallCell cell =
        SmallCell.create(moto.clients(), "demo", "demo-bucket", Map.of("NucleusSize", "3"));
    cell.reportAll();
    assertThat(problems(cell)).isEmpty();
    List<CellDescription.Node> nucleus = cell.nodes(Role.NUCLEUS);
    formEnsemble(cell, nucleus);
    new BootStatus(cell.store())
        .write(
            nucleus.get(0).id(),
            List.of(new BootEvent("zookeeper", BootEvent.Kind.FAILED, Instant.EPOCH)));
    cell.report(nucleus.get(0), "failed");
    cell.report(nucleus.get(1), "unwell");
    cell.store()
        .put(
            "health/" + nucleus.get(1).id() + "/unwell",
            "its server does not answer".getBytes(StandardCharsets.UTF_8));

    assertThat(problems(cell))
        .anyMatch(p -> p.startsWith("the ensemble has lost its majority: 1 of 3 members serves"))
        .anyMatch(
            p -> p.contains("nucleus-1 (" + nucleus.get(0).id() + ") failed in step zookeeper"))
        .anyMatch(p -> p.contains("is unhealthy (its server does not answer); look closer"));
    List<NodeTimeline> timelines =
        new Timelines(moto.clients(), new Describer(moto.clients())).of(cell.name());
    assertThat(timelines).hasSize(5);
    assertThat(timelines.getFirst().events()).hasSize(1);
  }

  @Test
  void aFailedCreationIsToldWithItsFirstReason() {
    moto.control().failResource("ZookeeperTargets", "no such thing today");
    SmallCell cell;
    try {
      cell = SmallCell.create(moto.clients(), "fails", "fails-bucket", Map.of());
    } finally {
      moto.control().mendResource("ZookeeperTargets");
    }

    assertThat(cell.describe().status()).isEqualTo(CellStatus.FAILED);
    assertThat(problems(cell))
        .singleElement()
        .asString()
        .startsWith("the creation failed: ZookeeperTargets")
        .contains("no such thing today")
        .endsWith("cell delete fails, then create it again");
  }

  @Test
  void eventsOfStacksAndGroupsAreMergedByTime() throws InterruptedException {
    SmallCell cell = SmallCell.create(moto.clients(), "story", "story-bucket", Map.of());
    List<CellEvent> events = new ArrayList<>();
    new Events(moto.clients(), Duration.ofMillis(20)).read(cell.name(), false, events::add);

    assertThat(events).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
    assertThat(events)
        .anyMatch(
            e -> e.message().contains("Group (AWS::AutoScaling::AutoScalingGroup) CREATE_COMPLETE"))
        .anyMatch(e -> e.source().equals("story"));
    assertThat(new Events(moto.clients(), Duration.ZERO).ofChange(cell.name())).isEmpty();
  }

  @Test
  void throttlingIsWaitedOut() {
    SmallCell cell = SmallCell.create(moto.clients(), "busy", "busy-bucket", Map.of());
    moto.control().faults("DescribeAutoScalingGroups", "Throttling", 400, 2);
    moto.control().faults("s3:ListObjectsV2", "SlowDown", 503, 1);

    assertThat(cell.describe().groups()).hasSize(4);
  }

  private static List<String> problems(SmallCell cell) {
    return new Problems(moto.clients(), new Describer(moto.clients())).find(cell.name());
  }

  private static void formEnsemble(SmallCell cell, List<CellDescription.Node> nodes)
      throws IOException {
    List<Member> members = new ArrayList<>();
    for (CellDescription.Node node : nodes) {
      members.add(new Member(node.index(), node.id(), node.privateIp(), Member.Kind.PARTICIPANT));
    }
    Ensemble ensemble = new Ensemble(1, 1, 0, 4, null, members);
    assertThat(new NucleusStore(cell.store()).replace(Optional.empty(), ensemble)).isTrue();
  }
}
