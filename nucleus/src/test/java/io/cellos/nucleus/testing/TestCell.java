package io.cellos.nucleus.testing;

import static org.awaitility.Awaitility.await;

import io.cellos.base.files.AtomicFiles;
import io.cellos.base.lifecycle.Logs;
import io.cellos.base.process.JavaCommand;
import io.cellos.base.process.ProcessGroups;
import io.cellos.base.process.ProcessRef;
import io.cellos.coordination.DirectoryStore;
import io.cellos.model.NodeId;
import io.cellos.nucleus.Barrier;
import io.cellos.nucleus.membership.Ensemble;
import io.cellos.nucleus.membership.Goal;
import io.cellos.nucleus.membership.NucleusStore;
import io.cellos.protocols.exhibitor.ExhibitorClient;
import io.cellos.protocols.exhibitor.ServerStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A cell of nucleus nodes only, on a random loopback network, with the test in the role of the
 * controller. Closing it kills every process that it started.
 */
public final class TestCell implements AutoCloseable {
  private final Path directory;
  private final String network;
  private final DirectoryStore shared;
  private final NucleusStore store;
  private final Map<Integer, ProcessRef> running = new LinkedHashMap<>();

  private TestCell(Path directory, DirectoryStore shared) {
    Logs.off(); // every client of a test would say a page
    ThreadLocalRandom random = ThreadLocalRandom.current();
    this.directory = directory;
    this.network = "127." + random.nextInt(100, 250) + "." + random.nextInt(1, 250) + ".";
    this.shared = shared;
    this.store = new NucleusStore(shared);
  }

  public static TestCell in(Path directory, int size) throws IOException {
    TestCell cell = new TestCell(directory, DirectoryStore.open(directory.resolve("shared")));
    cell.goal(size);
    return cell;
  }

  public NucleusStore store() {
    return store;
  }

  public DirectoryStore shared() {
    return shared;
  }

  public Ensemble ensemble() throws IOException {
    return store.ensemble().orElseThrow();
  }

  public void goal(int size, int... leaving) throws IOException {
    List<NodeId> nodes = new ArrayList<>();
    for (int n : leaving) {
      nodes.add(node(n));
    }
    store.setGoal(new Goal(size, Set.copyOf(nodes)));
  }

  public NodeId node(int n) {
    return NodeId.parse("n-%08x".formatted(n));
  }

  public String host(int n) {
    return network + (10 + n);
  }

  public Path home(int n) {
    return directory.resolve("nodes/" + node(n));
  }

  /** Which node this is the host of. */
  public int number(String host) {
    return Integer.parseInt(host.substring(host.lastIndexOf('.') + 1)) - 10;
  }

  public TestCell start(int... nodes) throws IOException {
    for (int n : nodes) {
      AtomicFiles.directory(home(n));
      List<String> command =
          JavaCommand.current()
              .of(
                  64,
                  Map.of(),
                  TestNode.class,
                  node(n).toString(),
                  host(n),
                  home(n).toString(),
                  shared.uri().toString());
      running.put(n, ProcessGroups.start(command, home(n), Map.of(), home(n).resolve("out.log")));
    }
    return this;
  }

  /** Ends the node in order. */
  public void stop(int n) throws InterruptedException {
    ProcessGroups.stop(running.remove(n).pid(), Duration.ofSeconds(15));
  }

  /** Kills all processes of these nodes at once. */
  public void kill(int... nodes) {
    for (int n : nodes) {
      signal(n, ProcessGroups.Signal.KILL);
    }
    for (int n : nodes) {
      long group = running.remove(n).pid();
      await().atMost(Duration.ofSeconds(10)).until(() -> !ProcessGroups.isAlive(group));
    }
  }

  public void signal(int n, ProcessGroups.Signal signal) {
    ProcessGroups.signal(running.get(n).pid(), signal);
  }

  /** The process id of the node program, which is its group's too. */
  public long group(int n) {
    return running.get(n).pid();
  }

  /** Kills only ZooKeeper; returns its process id. */
  public long killServer(int n) {
    long server =
        ProcessGroups.members(group(n)).stream()
            .filter(pid -> pid != group(n))
            .findFirst()
            .orElseThrow();
    ProcessHandle.of(server).orElseThrow().destroyForcibly();
    return server;
  }

  /** Removes all files of a node that does not run, as a lost disk does. */
  public void emptyHome(int n) throws IOException {
    AtomicFiles.deleteTree(home(n));
  }

  /** Kills the node and declares it gone for good, as the controller does. */
  public void lose(int n) throws IOException {
    kill(n);
    AtomicFiles.deleteTree(home(n));
    store.deregister(node(n));
  }

  /** Waits until the ensemble serves and is stable. */
  public TestCell awaitStable(Duration patience) {
    await()
        .alias("the ensemble to be stable")
        .atMost(patience)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(
            () -> {
              Optional<String> what = Barrier.on(shared).waitingFor();
              if (what.isPresent()) {
                throw new AssertionError("waits for " + what.get());
              }
            });
    return this;
  }

  /** The number of the node whose server leads. */
  public int leader() throws IOException, InterruptedException {
    String first = ensemble().participants().getFirst().host();
    for (ServerStatus status : ExhibitorClient.ofNode(first, Duration.ofSeconds(3)).status()) {
      if (status.leader()) {
        return number(status.hostname());
      }
    }
    throw new IllegalStateException("nobody leads");
  }

  @Override
  public void close() {
    List<Long> groups = running.values().stream().map(ProcessRef::pid).toList();
    groups.forEach(group -> ProcessGroups.signal(group, ProcessGroups.Signal.KILL));
    try {
      for (long group : groups) {
        ProcessGroups.stop(group, Duration.ZERO);
      }
      AtomicFiles.deleteTree(directory.resolve("nodes"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
