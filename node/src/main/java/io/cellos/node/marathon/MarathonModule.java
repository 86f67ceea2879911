package io.cellos.node.marathon;

import io.cellos.base.files.AtomicFiles;
import io.cellos.base.process.JavaCommand;
import io.cellos.node.engine.Machine;
import io.cellos.node.program.EnvironmentFile;
import io.cellos.node.program.ProgramModule;
import io.cellos.node.program.SupervisedProgram;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Marathon on this node, kept running. It is the same whichever engine the cell has. */
public final class MarathonModule extends ProgramModule {
  public static final int PORT = 8080;

  private final String ip;
  private final Path home;
  private final Map<String, String> environment;
  private final Command command;

  /** What is run. */
  interface Command {
    List<String> words() throws IOException;
  }

  MarathonModule(String ip, Path home, Map<String, String> environment, Command command) {
    super("marathon", PORT);
    this.ip = ip;
    this.home = home;
    this.environment = Map.copyOf(environment);
    this.command = command;
  }

  /**
   * @param ip it listens there
   * @param home the node's directory
   * @param environment of everything on the node
   */
  public static MarathonModule of(
      String ip, Path home, Map<String, String> environment, JavaCommand java) {
    return new MarathonModule(
        ip,
        home,
        environment,
        () -> new MarathonLaunch(java, ip, home, Machine.here(home).memoryMegabytes()).command());
  }

  @Override
  protected SupervisedProgram begin() throws IOException {
    Path directory = home.resolve("marathon");
    AtomicFiles.directory(directory);
    return new SupervisedProgram(
        name(),
        // it has begun when it leads or knows who does: its API can be used
        new SupervisedProgram.Signs(URI.create("http://" + ip + ":" + PORT), "/ping", "/v2/leader"),
        new Started(directory),
        home.resolve("logs/marathon.log"),
        directory.resolve("marathon.process"));
  }

  private final class Started implements SupervisedProgram.Source {
    private final Path directory;

    Started(Path directory) {
      this.directory = directory;
    }

    @Override
    public Process start(Path log) throws IOException {
      Map<String, String> all = new HashMap<>(environment);
      all.putAll(EnvironmentFile.read(home.resolve("etc/marathon.env")));
      return run(command.words(), directory, all, log);
    }

    /** It follows the files that it is given. */
    @Override
    public boolean isStale() {
      return false;
    }
  }
}
