package io.cellos.node.testing;

import io.cellos.base.http.HttpAnswer;
import io.cellos.base.http.HttpCalls;
import io.cellos.base.json.Json;
import io.cellos.base.process.JavaCommand;
import io.cellos.base.process.ProcessGroups;
import io.cellos.base.process.ProcessRef;
import io.cellos.model.NodeId;
import io.cellos.model.Role;
import io.cellos.node.NodeMain;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** A node program running as a process on an address of its own; ends when closed. */
public final class TestNode implements AutoCloseable {
  private final NodeId id;
  private final String ip;
  private final Path home;
  private final Map<String, String> environment;
  private final ProcessRef process;

  private TestNode(
      NodeId id, String ip, Path home, Map<String, String> environment, ProcessRef process) {
    this.id = id;
    this.ip = ip;
    this.home = home;
    this.environment = environment;
    this.process = process;
  }

  /**
   * @param cell has the shared store in {@code shared} and modules in {@code seed/modules}
   * @param modules comma-separated
   */
  public static TestNode start(Path cell, Role role, String modules) throws IOException {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    NodeId id = NodeId.parse("n-%08x".formatted(random.nextInt()));
    String ip =
        "127.%d.%d.%d"
            .formatted(random.nextInt(100, 250), random.nextInt(1, 250), random.nextInt(1, 250));
    Path home = Files.createDirectories(cell.resolve("nodes").resolve(id.value()));
    Map<String, String> environment = new HashMap<>();
    environment.put("CELL_NAME", "test");
    environment.put("CELL_ROLE", role.toString());
    environment.put("CELL_SHARED", cell.resolve("shared").toUri().toString());
    environment.put("CELL_SEED", cell.resolve("seed").toString());
    environment.put("CELL_MODULES", modules);
    environment.put("NODE_ID", id.value());
    environment.put("NODE_IP", ip);
    environment.put("NODE_HOME", home.toString());
    environment.put("PATH", home.resolve("bin") + ":/usr/bin:/bin");
    ProcessRef process =
        ProcessGroups.start(
            JavaCommand.current().of(64, Map.of(), NodeMain.class, "run"),
            home,
            environment,
            home.resolve("out"));
    return new TestNode(id, ip, home, environment, process);
  }

  /** Starts the same node a second time beside the first; it must end by itself. */
  public Process again() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(JavaCommand.current().of(64, Map.of(), NodeMain.class, "run"))
            .redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  public NodeId id() {
    return id;
  }

  public String ip() {
    return ip;
  }

  public Path home() {
    return home;
  }

  public ProcessRef process() {
    return process;
  }

  /** What it answers on its health port, as {@code <state> <detail>}; why not, if it does not. */
  public String health() {
    try {
      HttpAnswer answer =
          HttpCalls.get(URI.create("http://" + ip + ":8079/health"), Duration.ofSeconds(2));
      return answer.status()
          + " "
          + Json.tree(answer.body()).path("state").asText()
          + " "
          + Json.tree(answer.body()).path("detail").asText();
    } catch (IOException e) {
      return "no answer: " + e;
    }
  }

  /** Runs one of the node's commands and returns its exit status and output. */
  public String command(String... words) throws IOException, InterruptedException {
    String[] command = words.clone();
    command[0] = home.resolve("bin").resolve(words[0]).toString();
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear(); // the commands need nothing from it
    Process run = builder.start();
    String output = run.inputReader().readAllAsString();
    return run.waitFor() + " " + output.strip();
  }

  /** Sends SIGTERM to the node program alone, as an init system would. */
  public void terminate() {
    ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroy);
  }

  @Override
  public void close() throws InterruptedException {
    ProcessGroups.stop(process.pid(), Duration.ofSeconds(5));
  }
}
