package io.cellos.backend.local.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellos.backend.LogLine;
import io.cellos.backend.local.cell.CellHome;
import io.cellos.backend.local.cell.NodeFile;
import io.cellos.base.files.AtomicFiles;
import io.cellos.model.NodeId;
import io.cellos.model.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeLogsTest {
  @TempDir Path home;
  private final List<LogLine> lines = new CopyOnWriteArrayList<>();

  private CellHome cell() {
    return new CellHome(home.resolve("demo"));
  }

  private Path node(String id, Role role, int index) throws Exception {
    NodeId node = NodeId.parse(id);
    Path logs = AtomicFiles.directory(cell().node(node).resolve("logs"));
    new NodeFile(node, role, index, "127.20.0.11", Instant.EPOCH, Map.of(), null, false)
        .write(cell());
    return logs;
  }

  private static void append(Path file, String text) throws Exception {
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private List<String> texts() {
    return lines.stream().map(l -> l.node() + " " + l.file() + " " + l.text()).toList();
  }

  @Test
  void presentLinesAreMergedByTimeAndTracesStayTogether() throws Exception {
    Path one = node("n-00000001", Role.NUCLEUS, 1);
    append(one.resolve("node.log.1"), "2026-11-23T04:00:00.000Z INFO a: oldest\n");
    append(one.resolve("node.log.0"), "2026-11-23T04:00:02.000Z ERROR a: bad\n\tat some.Trace\n");
    append(
        node("n-00000002", Role.NUCLEUS, 2).resolve("zookeeper.log"),
        "2026-11-23 04:00:01,000 INFO between\n2026-11-23 04:00:03,000 INFO last, not ended");
    append(node("n-00000003", Role.MEMBRANE, 1).resolve("node.log"), "not asked for\n");
    try (NodeLogs logs = new NodeLogs(cell(), Role.NUCLEUS, OptionalInt.empty(), lines::add)) {
      logs.read(false);
    }
    assertThat(texts())
        .containsExactly(
            "nucleus-1 node 2026-11-23T04:00:00.000Z INFO a: oldest",
            "nucleus-2 zookeeper 2026-11-23 04:00:01,000 INFO between",
            "nucleus-1 node 2026-11-23T04:00:02.000Z ERROR a: bad",
            "nucleus-1 node \tat some.Trace",
            "nucleus-2 zookeeper 2026-11-23 04:00:03,000 INFO last, not ended");
  }

  @Test
  void followingSurvivesRotationAndNodesThatComeAndGo() throws Exception {
    Path one = node("n-00000001", Role.NUCLEUS, 1);
    append(one.resolve("node.log.0"), "first\n");
    Thread follower =
        Thread.ofVirtual()
            .start(
                () -> {
                  try (NodeLogs logs =
                      new NodeLogs(cell(), Role.NUCLEUS, OptionalInt.empty(), lines::add)) {
                    logs.read(true);
                  } catch (java.io.IOException e) {
                    lines.add(new LogLine("test", "failed", e.toString()));
                  } catch (InterruptedException e) {
                    return;
                  }
                });
    try {
      await().until(() -> texts().equals(List.of("nucleus-1 node first")));
      append(one.resolve("node.log.0"), "second\nbefore the turn\n");
      Files.move(one.resolve("node.log.0"), one.resolve("node.log.1"));
      append(one.resolve("node.log.0"), "after the turn\n");
      await().until(() -> texts().contains("nucleus-1 node after the turn"));
      append(node("n-00000002", Role.NUCLEUS, 2).resolve("node.log.0"), "newcomer\n");
      await().until(() -> texts().contains("nucleus-2 node newcomer"));
      AtomicFiles.deleteTree(cell().node(NodeId.parse("n-00000001")));
      append(cell().node(NodeId.parse("n-00000002")).resolve("logs/node.log.0"), "goes on\n");
      await().until(() -> texts().contains("nucleus-2 node goes on"));
    } finally {
      follower.interrupt();
      follower.join();
    }
    assertThat(texts())
        .containsExactly(
            "nucleus-1 node first",
            "nucleus-1 node second",
            "nucleus-1 node before the turn",
            "nucleus-1 node after the turn",
            "nucleus-2 node newcomer",
            "nucleus-2 node goes on");
  }
}
