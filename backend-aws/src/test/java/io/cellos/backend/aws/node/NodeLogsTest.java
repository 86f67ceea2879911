package io.cellos.backend.aws.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.backend.LogLine;
import io.cellos.base.time.Deadline;
import io.cellos.model.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs of nodes behind a bastion, with real ssh servers. */
class NodeLogsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path directory;
  private final List<LogLine> lines = new CopyOnWriteArrayList<>();
  private SshCell cell;
  private Thread reader;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    cell = SshCell.withBastion(directory, 2);
    write(
        1,
        "node.log",
        "2026-01-02T03:04:05.100Z one\n\tat stack\n2026-01-02T03:04:07.000Z three\n");
    write(2, "node.log", "2026-01-02T03:04:06.000Z two\nunfinished");
    write(1, "zookeeper.log.1", "2026-01-02T03:04:01.000Z old\n");
    write(1, "zookeeper.log", "2026-01-02T03:04:08.000Z new é\n");
    write(1, "secret.txt", "not a log\n");
  }

  @AfterEach
  void end() throws InterruptedException {
    if (reader != null) {
      reader.interrupt();
      reader.join();
    }
    if (cell != null) {
      cell.close();
    }
  }

  @Test
  void logsOfAllNodesAreMergedByTheirTimes() throws InterruptedException {
    cell.nodes().logs(SshCell.NAME, Role.NUCLEUS, OptionalInt.empty(), false, lines::add);
    assertThat(lines)
        .containsExactly(
            new LogLine("nucleus-1", "zookeeper", "2026-01-02T03:04:01.000Z old"),
            new LogLine("nucleus-1", "node", "2026-01-02T03:04:05.100Z one"),
            new LogLine("nucleus-1", "node", "\tat stack"),
            new LogLine("nucleus-2", "node", "2026-01-02T03:04:06.000Z two"),
            new LogLine("nucleus-2", "node", "unfinished"),
            new LogLine("nucleus-1", "node", "2026-01-02T03:04:07.000Z three"),
            new LogLine("nucleus-1", "zookeeper", "2026-01-02T03:04:08.000Z new é"));
  }

  @Test
  void oneNodeIsChosenByItsIndex() throws InterruptedException {
    cell.nodes().logs(SshCell.NAME, Role.NUCLEUS, OptionalInt.of(2), false, lines::add);
    assertThat(lines).extracting(LogLine::node).containsOnly("nucleus-2").hasSize(2);
  }

  @Test
  void aNodeThatCantBeReachedGivesOneLine() throws InterruptedException {
    cell.addDeadNode(3);
    cell.nodes().logs(SshCell.NAME, Role.NUCLEUS, OptionalInt.empty(), false, lines::add);
    assertThat(lines).hasSize(8);
    assertThat(lines.getLast().node()).isEqualTo("nucleus-3");
    assertThat(lines.getLast().text())
        .isEqualTo("can't be reached: the bastion can't connect to it");
  }

  @Test
  void addedLinesNewFilesTurnedOverFilesAndNewNodesAreFollowed()
      throws IOException, InterruptedException {
    follow();
    await(() -> texts().contains("2026-01-02T03:04:08.000Z new é"));
    assertThat(texts()).doesNotContain("unfinished");
    write(2, "node.log", " and more\n");
    await(() -> texts().contains("unfinished and more"));
    write(2, "module.log", "first of a new file\n");
    await(() -> texts().contains("first of a new file"));
    Path log = cell.nodeHome(1).resolve("logs/node.log");
    Files.move(log, log.resolveSibling("node.log.1"));
    write(1, "node.log", "after turning over\n");
    await(() -> texts().contains("after turning over"));
    cell.addNode(3);
    write(3, "node.log", "of a new node\n");
    await(() -> texts().contains("of a new node"));
    assertThat(texts()).doesNotHaveDuplicates();
  }

  @Test
  void nothingStaysOnTheNodesWhenTheReaderGoes() throws IOException, InterruptedException {
    Sshd third = cell.addNode(3);
    write(3, "node.log", "there\n");
    follow();
    await(() -> texts().contains("there"));
    long tails = tails();
    assertThat(tails).isPositive();
    reader.interrupt();
    reader.join();
    await(() -> tails() == 0);
    await(() -> third.processes() == 1);
  }

  /** The programs that follow files of this test. */
  private long tails() {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().command().filter(c -> c.endsWith("/tail")).isPresent())
        .filter(this::isHere)
        .count();
  }

  private boolean isHere(ProcessHandle process) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/cwd"))
          .startsWith(directory.toRealPath());
    } catch (IOException e) {
      return false; // it has just gone
    }
  }

  private void follow() {
    Nodes nodes = cell.nodes();
    NodeLogs logs =
        new NodeLogs(
            () -> nodes.sources(SshCell.NAME, Role.NUCLEUS, OptionalInt.empty()),
            true,
            lines::add,
            Duration.ofMillis(200));
    reader =
        Thread.ofPlatform()
            .start(
                () -> {
                  try (logs) {
                    logs.read();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
  }

  private List<String> texts() {
    return lines.stream().map(LogLine::text).toList();
  }

  private void await(BooleanSupplier condition) throws InterruptedException {
    assertThat(Deadline.in(PATIENCE).await(Duration.ofMillis(20), condition))
        .as(() -> "seen: " + lines)
        .isTrue();
  }

  private void write(int node, String file, String text) throws IOException {
    Files.writeString(
        cell.nodeHome(node).resolve("logs").resolve(file),
        text,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
