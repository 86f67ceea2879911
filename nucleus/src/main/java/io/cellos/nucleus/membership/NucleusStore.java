package io.cellos.nucleus.membership;

import io.cellos.base.json.Json;
import io.cellos.coordination.SharedStore;
import io.cellos.coordination.Versioned;
import io.cellos.model.NodeId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The nucleus' part of the shared store, everything under {@code nucleus/}. */
public final class NucleusStore {
  private static final String GOAL = "nucleus/goal";
  private static final String ENSEMBLE = "nucleus/ensemble";
  private static final String NODES = "nucleus/nodes";

  private final SharedStore store;

  public NucleusStore(SharedStore store) {
    this.store = store;
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

  private static Ensemble decode(Versioned value) {
    return Json.read(value.content(), Ensemble.class);
  }
}
