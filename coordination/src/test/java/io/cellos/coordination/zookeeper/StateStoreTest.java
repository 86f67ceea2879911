package io.cellos.coordination.zookeeper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cellos.base.lifecycle.Closer;
import io.cellos.base.lifecycle.Logs;
import io.cellos.coordination.testing.TestZooKeeper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.zookeeper.KeeperException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class StateStoreTest {
  @TempDir static Path directory;
  private static final Closer CLOSER = new Closer();
  private static ZooKeeperSession session;
  private StateStore store;
  private String root;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Logs.off();
    TestZooKeeper server = CLOSER.add(TestZooKeeper.start(directory.resolve("zookeeper")));
    session =
        CLOSER.add(
            ZooKeeperSession.open(
                ZkSource.parse(server.url("/mesos")), ZooKeeperSession.USUAL_TIMEOUT));
  }

  @AfterAll
  static void end() {
    CLOSER.close();
  }

  @BeforeEach
  void store(TestInfo test) {
    root = "/mesos/" + test.getTestMethod().orElseThrow().getName();
    store = StateStore.below(session, root);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private Optional<String> get(String key) throws IOException, InterruptedException {
    return store.get(key).map(value -> new String(value, UTF_8));
  }

  @Test
  void keepsWhatIsPutAndForgetsWhatIsDeleted() throws IOException, InterruptedException {
    assertThat(store.get("agents/S1")).isEmpty();
    assertThat(store.list("agents")).isEmpty();
    assertThat(store.all("agents")).isEmpty();
    store.delete("agents/S1");

    store.put("agents/S2", bytes("two"));
    store.put("agents/S1", bytes("one"));
    store.put("agents/S1", bytes("one again"));
    store.put("quota", bytes(""));

    assertThat(get("agents/S1")).contains("one again");
    assertThat(get("quota")).contains("");
    assertThat(store.list("")).containsExactly("agents", "quota");
    assertThat(store.all("agents")).containsOnlyKeys("S1", "S2");

    store.delete("agents/S1");

    assertThat(get("agents/S1")).isEmpty();
    assertThat(store.list("agents")).containsExactly("S2");
  }

  @Test
  void makesSeveralChangesAtOnce() throws IOException, InterruptedException {
    store.write(
        List.of(
            new Change.Put("a/1", bytes("x")),
            new Change.Put("b/1", bytes("y")),
            new Change.Delete("c/1"),
            new Change.Put("a/1", bytes("z"))));
    assertThat(get("a/1")).contains("z");
    assertThat(get("b/1")).contains("y");
    StateStore other = StateStore.below(session, root);
    other.write(List.of(new Change.Delete("a/1"), new Change.Put("b/1", bytes("of another"))));
    store.write(List.of(new Change.Put("a/1", bytes("back")), new Change.Delete("b/1")));
    assertThat(get("a/1")).contains("back");
    assertThat(get("b/1")).isEmpty();
    store.write(List.of());
  }

  @Test
  void doesAllOrNothing() throws IOException, InterruptedException {
    store.put("folder/child", bytes("x"));
    List<Change> changes =
        List.of(new Change.Put("new", bytes("y")), new Change.Delete("folder")); // is not empty
    assertThatThrownBy(() -> store.write(changes)).isInstanceOf(IOException.class);
    assertThat(get("new")).isEmpty();
  }

  @Test
  void hasListsThatDoNotFitInOneUsualAnswer() throws IOException, InterruptedException {
    String tail = "-%s".formatted("x".repeat(150));
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < 8_000; i++) {
      changes.add(new Change.Put("agents/%05d%s".formatted(i, tail), bytes("agent " + i)));
    }
    store.write(changes); // far more than one request holds, too
    assertThat(store.list("agents")).hasSize(8_000);
    assertThat(store.all("agents"))
        .hasSize(8_000)
        .hasEntrySatisfying(
            "00042" + tail, value -> assertThat(value).asString().isEqualTo("agent 42"));
  }

  @Test
  void refusesWhatIsTooLarge() {
    assertThatThrownBy(() -> store.put("key", new byte[2_000_000]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("too much");
  }

  /** A leader that was paused believes that it leads until it hears otherwise. */
  @Test
  void refusesWhoLeadsNoMoreEvenIfItDoesNotKnow()
      throws IOException, InterruptedException, KeeperException {
    String path = root + "-election";
    try (LeaderElection election =
        LeaderElection.join(session, path, bytes("x"), data -> false, new Log())) {
      await().atMost(Duration.ofSeconds(20)).until(election::isLeading);
      StateStore mine = store.writtenBy(election);
      mine.put("key", bytes("one"));
      mine.put("key", bytes("two"));
      String proof = election.proof().orElseThrow();
      StateStore fooled = store.writtenBy(election);
      election.close();
      assertThat(session.handle().exists(proof, false)).isNull();
      assertThatThrownBy(() -> fooled.put("key", bytes("three")))
          .isInstanceOf(NotLeaderException.class);
      StateStore paused = StateStore.guarded(session, root, proof);
      assertThatThrownBy(() -> paused.put("key", bytes("four")))
          .isInstanceOf(NotLeaderException.class);
      assertThatThrownBy(() -> paused.put("unheard/of", bytes("five")))
          .isInstanceOf(NotLeaderException.class);
    }
    assertThat(get("key")).contains("two");
  }
}
