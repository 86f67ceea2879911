package io.cellos.marathon.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.coordination.zookeeper.StateStore;
import io.cellos.marathon.core.MarathonEffect;
import io.cellos.marathon.core.Stored;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.RunSpec;
import io.cellos.marathon.model.Timestamp;
import io.cellos.marathon.service.History;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * All state of a leader in ZooKeeper. It is loaded once, and then written by one thread; the
 * versions of the past may be asked for by any.
 */
public final class Repository implements History {
  private final PackedStore store;
  private final Kept kept;
  private Map<SpecKey, RunSpec> current = Map.of();

  /**
   * @param store in which a leader that is no more can't write
   * @param versions how many are kept of everything
   */
  public Repository(StateStore store, int versions) {
    this.store = new PackedStore(store);
    this.kept = new Kept(versions);
  }

  /**
   * What the last leader left; removes what it did not get to.
   *
   * @throws IOException if ZooKeeper does not answer, or holds what can't be read
   */
  public Stored load() throws IOException, InterruptedException {
    try {
      Recovery recovery = Recovery.read(store, kept);
      Stored stored = recovery.stored();
      current = stored.root().allRunSpecs().collect(Collectors.toMap(SpecKey::of, spec -> spec));
      store.removeLostParts();
      store.write(new Batch(kept, current).changes());
      return stored;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Makes the changes durable, all of them or none unless they are more than 900 kB; then in an
   * order in which every beginning of them makes sense.
   *
   * @throws IOException if they may not be
   */
  public void write(List<MarathonEffect.Durable> changes) throws IOException, InterruptedException {
    Batch batch = Batch.of(changes, kept, current);
    store.write(batch.changes());
    current = batch.current();
  }

  /**
   * The next leader subscribes as a new framework. Nothing else may write at the same time.
   *
   * @throws IOException if it can't be written
   */
  public void forgetFramework() throws IOException, InterruptedException {
    store.write(Map.of(Keys.FRAMEWORK, Optional.empty()));
  }

  @Override
  public List<Timestamp> versions(AppId spec) {
    return kept.versions(spec);
  }

  @Override
  public Optional<RunSpec> spec(AppId spec, Timestamp version)
      throws IOException, InterruptedException {
    return store.get(new SpecKey(spec, version).key()).map(SpecJson::read);
  }

  @Override
  public List<Timestamp> rootVersions() {
    return kept.rootVersions();
  }

  @Override
  public Optional<Group> root(Timestamp version) throws IOException, InterruptedException {
    Optional<JsonNode> root = store.get(Keys.root(version));
    if (root.isEmpty()) {
      return Optional.empty();
    }
    Specs specs = Specs.read(store, RootJson.references(root.get()));
    return Optional.of(RootJson.read(root.get(), specs::get));
  }
}
