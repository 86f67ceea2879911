package io.cellos.node.engine;

import io.cellos.base.files.AtomicFiles;
import io.cellos.base.time.Deadline;
import io.cellos.node.program.EnvironmentFile;
import io.cellos.node.program.ProgramModule;
import io.cellos.node.program.SupervisedProgram;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Master or agent of this node, whichever engine it is of. */
public final class PartModule extends ProgramModule {
  private final Part part;
  private final EngineNode node;
  private final Surroundings surroundings;
  private final Supplier<EngineProgram> engine;

  /** What the node knows of the cell. */
  public interface Surroundings {
    /** As it is now. */
    Situation now() throws IOException;

    /** How long to pause between two looks. */
    Duration pause();

    /** The environment of everything on the node. */
    Map<String, String> environment();
  }

  /**
   * @param engine asked when the program is first started
   */
  public PartModule(
      Part part, EngineNode node, Surroundings surroundings, Supplier<EngineProgram> engine) {
    super(part.toString(), part.port());
    this.part = part;
    this.node = node;
    this.surroundings = surroundings;
    this.engine = engine;
  }

  @Override
  protected SupervisedProgram begin() throws IOException {
    boolean isNew = !Files.exists(node.workDirectory(part));
    AtomicFiles.directory(node.workDirectory(part));
    if (part == Part.AGENT && isNew) {
      new AgentArrival(node.node().value(), node.home()).begin();
    }
    return new SupervisedProgram(
        name(),
        new SupervisedProgram.Signs(
            URI.create("http://" + node.ip() + ":" + part.port()), "/health", part.firstSign()),
        new Started(engine.get()),
        node.home().resolve("logs/" + part + ".log"),
        node.directory().resolve(part + ".process"));
  }

  /** One run of the program and what it was started with. */
  private final class Started implements SupervisedProgram.Source {
    private final EngineProgram kind;
    private Situation situation;
    private Optional<Deadline> staleAt = Optional.empty();
    private Deadline nextLook = Deadline.in(Duration.ZERO);

    Started(EngineProgram kind) {
      this.kind = kind;
    }

    @Override
    public Process start(Path log) throws IOException {
      situation = surroundings.now();
      staleAt = Optional.empty();
      kind.prepare(part, node, situation);
      Launch launch = kind.launch(part, node, situation);
      Map<String, String> environment = new HashMap<>(surroundings.environment());
      environment.putAll(launch.environment());
      environment.putAll(EnvironmentFile.read(node.environmentFile(part)));
      return run(launch.command(), node.directory(), environment, log);
    }

    @Override
    public boolean isStale() throws IOException {
      if (!kind.followsServers() && nextLook.isPast()) {
        nextLook = Deadline.in(surroundings.pause());
        look(surroundings.now());
      }
      return staleAt.filter(Deadline::isPast).isPresent();
    }

    private void look(Situation now) {
      if (!Staleness.isStale(part, situation, now)) {
        staleAt = Optional.empty();
      } else if (staleAt.isEmpty()) {
        staleAt = Optional.of(Deadline.in(Staleness.grace(node.ip(), situation, now)));
      }
    }
  }

  @Override
  public void drain() throws IOException, InterruptedException {
    if (part == Part.AGENT && isKept()) {
      farewell().drain();
    }
  }

  @Override
  public void leave() throws IOException, InterruptedException {
    if (part == Part.AGENT && isKept()) {
      close(); // else it would come back
      farewell().leave();
    }
  }

  private AgentFarewell farewell() {
    return new AgentFarewell(node.node().value(), node.home());
  }
}
