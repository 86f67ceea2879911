package io.cellos.coordination.zookeeper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellos.base.lifecycle.Closer;
import io.cellos.base.lifecycle.Logs;
import io.cellos.base.process.JavaCommand;
import io.cellos.base.process.ProcessGroups;
import io.cellos.base.process.ProcessRef;
import io.cellos.coordination.testing.TestZooKeeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElectionTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path directory;
  private final Closer closer = new Closer();
  private TestZooKeeper server;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    Logs.off();
    server = closer.add(TestZooKeeper.start(directory.resolve("zookeeper")));
  }

  @AfterEach
  void end() {
    closer.close();
  }

  private ZooKeeperSession session() throws IOException {
    return closer.add(
        ZooKeeperSession.open(
            ZkSource.parse(server.url("/mesos")), ZooKeeperSession.USUAL_TIMEOUT));
  }

  private LeaderElection join(ZooKeeperSession session, String info, Log log) {
    return closer.add(
        LeaderElection.join(session, "/mesos", info.getBytes(UTF_8), data -> false, log));
  }

  private LeaderDetector detector() throws IOException {
    return closer.add(LeaderDetector.start(session(), "/mesos", leader -> {}));
  }

  private static String text(Optional<byte[]> bytes) {
    return bytes.map(data -> new String(data, UTF_8)).orElse("nobody");
  }

  @Test
  void theFirstLeadsAndTheNextFollowsAtOnce() throws IOException {
    List<String> heard = new CopyOnWriteArrayList<>();
    closer.add(LeaderDetector.start(session(), "/mesos", leader -> heard.add(text(leader))));
    Log first = new Log();
    LeaderElection one = join(session(), "one", first);
    await().atMost(SOON).until(one::isLeading);
    Log second = new Log();
    LeaderElection two = join(session(), "two", second);
    await().atMost(SOON).until(() -> children().size() == 2);
    assertThat(two.isLeading()).isFalse();
    assertThat(children()).allMatch(name -> name.matches("json\\.info_[0-9]{10}"));

    await().atMost(SOON).until(() -> heard.equals(List.of("one"))); // its session may begin late
    one.close();

    await().atMost(Duration.ofSeconds(2)).until(two::isLeading);
    await().atMost(Duration.ofSeconds(2)).until(() -> heard.equals(List.of("one", "two")));
    assertThat(first.calls()).containsExactly("elected");
    two.close();
    await().atMost(Duration.ofSeconds(2)).until(() -> heard.getLast().equals("nobody"));
  }

  @Test
  void aLeaderOutlivesARestartOfZooKeeper() throws IOException, InterruptedException {
    Log log = new Log();
    LeaderElection election = join(session(), "one", log);
    LeaderDetector detector = detector();
    await().atMost(SOON).until(() -> text(detector.leader()).equals("one"));
    server.kill();
    server.restart();
    StateStore store = StateStore.below(session(), "/mesos/state").writtenBy(election);
    store.put("key", new byte[] {1}); // waits for the connection
    assertThat(log.calls()).containsExactly("elected");
    assertThat(text(detector.leader())).isEqualTo("one");
  }

  @Test
  void aLeaderWithoutZooKeeperStepsDownAndStandsAgain() throws IOException, InterruptedException {
    Log log = new Log();
    join(session(), "one", log);
    LeaderDetector detector = detector();
    await().atMost(SOON).until(() -> text(detector.leader()).equals("one"));
    server.kill();
    await().atMost(Duration.ofSeconds(12)).until(() -> log.calls().contains("lost"));
    await().atMost(SOON).until(() -> detector.leader().isEmpty());
    server.restart();
    await().atMost(SOON).until(() -> log.calls().equals(List.of("elected", "lost", "elected")));
    await().atMost(SOON).until(() -> text(detector.leader()).equals("one"));
  }

  @Test
  void aSessionThatTheServerEndsIsLost() throws IOException, InterruptedException, KeeperException {
    ZooKeeperSession session = session();
    Log log = new Log();
    LeaderElection election = join(session, "one", log);
    await().atMost(SOON).until(election::isLeading);
    ZooKeeper mine = session.handle();
    ZooKeeper thief =
        new ZooKeeper(
            server.connect(), 4000, event -> {}, mine.getSessionId(), mine.getSessionPasswd());
    try {
      thief.exists("/", false);
    } finally {
      thief.close(2000);
    }
    await().atMost(SOON).until(() -> log.calls().equals(List.of("elected", "lost", "elected")));
  }

  @Test
  void aNodeThatSomebodyDeletesIsLost() throws IOException, InterruptedException, KeeperException {
    ZooKeeperSession session = session();
    Log log = new Log();
    LeaderElection election = join(session, "one", log);
    await().atMost(SOON).until(election::isLeading);
    session.handle().delete("/mesos/" + children().getFirst(), -1);
    await().atMost(SOON).until(() -> log.calls().equals(List.of("elected", "lost", "elected")));
  }

  @Test
  void aPausedLeaderIsReplacedInTimeAndHearsOfIt() throws IOException, InterruptedException {
    Path log = directory.resolve("candidate");
    ProcessRef candidate = startCandidate(log);
    await()
        .atMost(SOON)
        .until(() -> Files.exists(log) && Files.readString(log).contains("elected"));
    LeaderDetector detector = detector();
    await().atMost(SOON).until(() -> text(detector.leader()).equals("candidate"));
    LeaderElection other = join(session(), "other", new Log());
    await().atMost(SOON).until(() -> children().size() == 2);

    ProcessGroups.signal(candidate.pid(), ProcessGroups.Signal.STOP);

    await()
        .atMost(ZooKeeperSession.USUAL_TIMEOUT.plusSeconds(1))
        .until(() -> text(detector.leader()).equals("other"));
    assertThat(other.isLeading()).isTrue();
    ProcessGroups.signal(candidate.pid(), ProcessGroups.Signal.CONT);
    await().atMost(SOON).until(() -> Files.readString(log).contains("lost"));
    // What it wrote in between, believing what it knew before, was refused: see StateStoreTest.
    assertThat(text(detector.leader())).isEqualTo("other");
  }

  @Test
  void theNodeOfAnEarlierRunIsNotWaitedFor() throws IOException, InterruptedException {
    Path log = directory.resolve("candidate");
    ProcessRef candidate = startCandidate(log);
    await()
        .atMost(SOON)
        .until(() -> Files.exists(log) && Files.readString(log).contains("elected"));
    ProcessGroups.stop(candidate.pid(), Duration.ZERO);
    LeaderElection again =
        closer.add(
            LeaderElection.join(
                session(),
                "/mesos",
                "candidate".getBytes(UTF_8),
                data -> text(Optional.of(data)).equals("candidate"),
                new Log()));
    await().atMost(Duration.ofSeconds(2)).until(again::isLeading);
    assertThat(children()).hasSize(1);
  }

  private ProcessRef startCandidate(Path log) throws IOException {
    ProcessRef candidate =
        ProcessGroups.start(
            JavaCommand.current()
                .of(64, Map.of(), CandidateMain.class, server.url("/mesos"), log.toString()),
            directory,
            Map.of(),
            directory.resolve("candidate.out"));
    closer.add(() -> ProcessGroups.stop(candidate.pid(), Duration.ZERO));
    return candidate;
  }

  private List<String> children() throws IOException {
    try (ZooKeeperSession session =
        ZooKeeperSession.open(ZkSource.parse(server.url("/")), ZooKeeperSession.USUAL_TIMEOUT)) {
      return StateStore.below(session, "/mesos").list("").stream()
          .filter(name -> name.startsWith("json.info_"))
          .toList();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
