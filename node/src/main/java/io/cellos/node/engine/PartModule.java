package io.cellos.node.engine;

import io.cellos.base.files.AtomicFiles;
import io.cellos.base.time.Deadline;
import io.cellos.node.module.NodeModule;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Master or agent of this node, whichever engine it is of. */
public final class PartModule implements NodeModule {
  private final Part part;
  private final EngineNode node;
  private final Surroundings surroundings;
  private final Supplier<EngineProgram> engine;
  private SupervisedProgram program;
  private boolean closed;

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
    this.part = part;
    this.node = node;
    this.surroundings = surroundings;
    this.engine = engine;
  }

  @Override
  public String name() {
    return part.toString();
  }

  @Override
  public synchronized void start() throws IOException {
    if (closed) {
      throw new IllegalStateException(part + " is closed");
    }
    if (program == null) {
      AtomicFiles.directory(node.workDirectory(part));
      program =
          new SupervisedProgram(
              name(),
              URI.create("http://" + node.ip() + ":" + part.port()),
              part.firstSign(),
              new Started(engine.get()),
              node.home().resolve("logs/" + part + ".log"),
              node.directory().resolve(part + ".process"));
    }
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
      Launch launch = kind.launch(part, node, situation);
      ProcessBuilder builder = new ProcessBuilder(launch.command());
      builder.directory(node.directory().toFile());
      builder.environment().clear();
      builder.environment().putAll(surroundings.environment());
      builder.environment().putAll(launch.environment());
      builder.environment().putAll(EnvironmentFile.read(node.environmentFile(part)));
      builder.redirectInput(new File("/dev/null"));
      builder.redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      return builder.start();
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
  public boolean isWell() {
    SupervisedProgram running = running();
    return running != null && running.isWell();
  }

  @Override
  public Optional<String> waitingFor() {
    SupervisedProgram running = running();
    String trouble = running == null ? "" : running.trouble();
    return Optional.of(
        part + " to answer on port " + part.port() + (trouble.isEmpty() ? "" : ": " + trouble));
  }

  private synchronized SupervisedProgram running() {
    return program;
  }

  @Override
  public void drain() throws IOException, InterruptedException {
    if (part == Part.AGENT && running() != null) {
      farewell().drain();
    }
  }

  @Override
  public void leave() throws IOException, InterruptedException {
    if (part == Part.AGENT && running() != null) {
      close(); // else it would come back
      farewell().leave();
    }
  }

  private AgentFarewell farewell() {
    return new AgentFarewell(node.node().value(), node.home());
  }

  @Override
  public void close() {
    SupervisedProgram last;
    synchronized (this) {
      closed = true;
      last = program;
      program = null;
    }
    if (last != null) {
      last.close();
    }
  }
}
