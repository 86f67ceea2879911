package io.cellos.nucleus.membership;

import io.cellos.base.json.Json;
import io.cellos.coordination.SharedStore;
import io.cellos.coordination.Versioned;
import io.cellos.model.InvalidInputException;
import io.cellos.model.NodeId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The nucleus' part of the shared store, everything under {@code nucleus/}. */
public final class NucleusStore {
  private static final String GOAL = "nucleus/goal";
  private static final String ENSEMBLE = "nucleus/ensemble";
  private static final String NODES = "nucleus/nodes";
  private static final String BEGUN = "nucleus/begun";
  private static final String RELEASED = "nucleus/released";
  private static final String REQUESTS = "nucleus/snapshot-requests";
  private static final String RESULTS = "nucleus/snapshot-results";
  private static final String SNAPSHOTS = "snapshots";

  private final SharedStore store;

  public NucleusStore(SharedStore store) {
    this.store = store;
  }

  /** How long to pause between two looks, see {@link SharedStore#pause}. */
  public Duration pause(Duration local) {
    return store.pause(local);
  }

  public Optional<Goal> goal() throws IOException {
    return store.get(GOAL).map(value -> Json.read(value.content(), Goal.class));
  }

  public void setGoal(Goal goal) throws IOException {
    store.put(GOAL, Json.bytes(goal));
  }

  public void register(Registration registration) throws IOException {
    store.put(NODES + "/" + registration.node(), Json.bytes(registration));
  }

  /** Declares the node gone for good. */
  public void deregister(NodeId node) throws IOException {
    store.delete(NODES + "/" + node);
  }

  /** All registered nodes, first come first. */
  public List<Registration> registrations() throws IOException {
    List<Registration> all = new ArrayList<>();
    for (String key : store.list(NODES)) {
      store.get(key).ifPresent(value -> all.add(Json.read(value.content(), Registration.class)));
    }
    all.sort(Comparator.comparing(Registration::registeredAt).thenComparing(Registration::node));
    return all;
  }

  /** The agreed ensemble, or empty before it formed. */
  public Optional<Ensemble> ensemble() throws IOException {
    return store.get(ENSEMBLE).map(NucleusStore::decode);
  }

  /** The ensemble together with the tag that {@link #replace} must name. */
  public Optional<Seen> seen() throws IOException {
    return store.get(ENSEMBLE).map(value -> new Seen(decode(value), value.tag()));
  }

  /** An ensemble as it was read. */
  public record Seen(Ensemble ensemble, String tag) {}

  /**
   * Writes the record of the ensemble if it is still as the caller saw it.
   *
   * @param seen what the caller read; empty to form the first ensemble
   * @return whether it was written
   */
  public boolean replace(Optional<Seen> seen, Ensemble next) throws IOException {
    return store.compareAndSwap(ENSEMBLE, seen.map(Seen::tag), Json.bytes(next));
  }

  /**
   * Declares that the node runs nothing of a generation older than this one, and has its first data
   * of this one if it is a member.
   */
  public void acknowledge(int generation, NodeId node) throws IOException {
    store.put(BEGUN + "/" + generation + "/" + node, new byte[0]);
  }

  /** The nodes that have acknowledged the generation. */
  public Set<NodeId> acknowledged(int generation) throws IOException {
    Set<NodeId> nodes = new HashSet<>();
    for (String key : store.list(BEGUN + "/" + generation)) {
      nodes.add(NodeId.parse(lastName(key)));
    }
    return nodes;
  }

  /** Declares that every node has acknowledged the generation, once and for all. */
  public void release(int generation) throws IOException {
    store.put(RELEASED + "/" + generation, new byte[0]);
  }

  public boolean isReleased(int generation) throws IOException {
    return store.get(RELEASED + "/" + generation).isPresent();
  }

  /**
   * Asks the ensemble's leader for a snapshot now.
   *
   * @param id chosen by the caller, unique; the result is found under it
   */
  public void requestSnapshot(String id) throws IOException {
    store.put(REQUESTS + "/" + id, new byte[0]);
  }

  /** The ids of the requests that nobody has answered. */
  public List<String> snapshotRequests() throws IOException {
    return store.list(REQUESTS).stream().map(NucleusStore::lastName).toList();
  }

  public void answer(String id, SnapshotResult result) throws IOException {
    store.put(RESULTS + "/" + id, Json.bytes(result));
    store.delete(REQUESTS + "/" + id);
  }

  /**
   * What became of the request; empty while nothing has. The caller may {@link #forget} it then.
   */
  public Optional<SnapshotResult> snapshotResult(String id) throws IOException {
    return store
        .get(RESULTS + "/" + id)
        .map(value -> Json.read(value.content(), SnapshotResult.class));
  }

  /** Removes a request and its result. */
  public void forget(String id) throws IOException {
    store.delete(REQUESTS + "/" + id);
    store.delete(RESULTS + "/" + id);
  }

  /** The names of the saved snapshots, oldest first. */
  public List<String> snapshots() throws IOException {
    return store.list(SNAPSHOTS).stream().map(NucleusStore::lastName).toList();
  }

  /**
   * Begins a new generation of the ensemble, whose members start with the data of the snapshot;
   * what they have now is put aside on each of them.
   *
   * @return the new generation; when it {@link #isReleased}, nobody serves an older one any more
   * @throws InvalidInputException if there is no such snapshot, or no ensemble yet
   */
  public int restore(String snapshot) throws IOException {
    if (!snapshots().contains(snapshot)) {
      throw new InvalidInputException(
          "there is no snapshot \""
              + snapshot
              + "\"; there are: "
              + String.join(", ", snapshots()));
    }
    while (true) {
      Seen seen =
          seen().orElseThrow(() -> new InvalidInputException("the ensemble has not formed yet"));
      Ensemble next = seen.ensemble().nextGeneration(snapshot, founders());
      if (replace(Optional.of(seen), next)) {
        return next.generation();
      }
    }
  }

  /** The nodes that are there and stay, as many as there shall be voters. */
  private List<Registration> founders() throws IOException {
    Goal goal = goal().orElseThrow(() -> new InvalidInputException("the nucleus has no size yet"));
    List<Registration> there =
        registrations().stream().filter(r -> !goal.leaving().contains(r.node())).toList();
    if (there.size() < goal.size()) {
      throw new InvalidInputException(
          "only %d of %d nucleus nodes are there: wait for the others, then restore"
              .formatted(there.size(), goal.size()));
    }
    return there.subList(0, goal.size());
  }

  private static String lastName(String key) {
    return key.substring(key.lastIndexOf('/') + 1);
  }

  private static Ensemble decode(Versioned value) {
    return Json.read(value.content(), Ensemble.class);
  }
}
