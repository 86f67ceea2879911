package io.cellos.node.engine;

import io.cellos.base.files.AtomicFiles;
import io.cellos.base.process.JavaCommand;
import io.cellos.coordination.BodyPlan;
import io.cellos.coordination.SharedStore;
import io.cellos.model.BodySpec;
import io.cellos.nucleus.Barrier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The cell as the parts of its engine need to know it: from the shared store and the machine. */
public final class CellSurroundings implements PartModule.Surroundings {
  /** How many nodes share the machine; not set where each has its own. */
  static final String SHARERS = "NODE_SHARERS";

  private static final Duration LOOK = Duration.ofSeconds(2);

  private final EngineNode node;
  private final SharedStore store;
  private final Barrier ensemble;
  private final Map<String, String> environment;

  public CellSurroundings(
      EngineNode node, SharedStore store, Barrier ensemble, Map<String, String> environment) {
    this.node = node;
    this.store = store;
    this.ensemble = ensemble;
    this.environment = Map.copyOf(environment);
  }

  @Override
  public Situation now() throws IOException {
    BodyPlan plan = BodyPlan.read(store);
    String connect = ensemble.connectString();
    if (connect.isEmpty()) {
      throw new IOException("the ensemble has not formed");
    }
    return Situation.of(connect, Math.max(1, plan.masters()), resources(plan.spec()));
  }

  /** What an agent offers must not change while its tasks run, so it is computed once. */
  private String resources(BodySpec spec) throws IOException {
    Path file = node.directory().resolve("resources");
    try {
      return Files.readString(file).strip();
    } catch (NoSuchFileException e) {
      String resources =
          OfferedResources.of(
              node.role(),
              Machine.here(node.home()),
              Integer.parseInt(environment.getOrDefault(SHARERS, "1")),
              spec.resources().getOrDefault(node.role(), ""));
      AtomicFiles.directory(node.directory());
      AtomicFiles.write(file, (resources + "\n").getBytes(StandardCharsets.UTF_8));
      return resources;
    }
  }

  /** The engine that the cell was made with. */
  public EngineProgram engine(JavaCommand java) {
    try {
      BodySpec spec = BodyPlan.read(store).spec();
      return switch (spec.engine()) {
        case EMBEDDED -> new EmbeddedEngine(java, Machine.here(node.home()).memoryMegabytes());
        case APACHE_MESOS ->
            new ApacheEngine(
                ApacheBuild.in(Path.of(spec.mesosHome())), environment.containsKey(SHARERS));
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Duration pause() {
    return store.pause(LOOK);
  }

  @Override
  public Map<String, String> environment() {
    return environment;
  }
}
