package io.cellos.mesos.agent;

import static org.awaitility.Awaitility.await;

import io.cellos.mesos.agent.testing.Tasks;
import io.cellos.mesos.agent.testing.TestMaster;
import io.cellos.mesos.link.ToAgent;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.mesos.v1.Protos.TaskInfo;

/** An agent in this JVM with a master of its own; closing it ends what it started. */
final class TestAgent implements AutoCloseable {
  final TestMaster master;
  final Path work;
  final List<String> arguments;
  private final Map<String, String> environment;
  private AgentServer agent;

  private TestAgent(
      TestMaster master, Path work, List<String> arguments, Map<String, String> environment) {
    this.master = master;
    this.work = work;
    this.arguments = arguments;
    this.environment = new HashMap<>(environment);
    this.environment.put("PATH", System.getenv("PATH"));
    this.environment.put("SECRET_OF_THE_AGENT", "x");
  }

  static TestAgent start(Path work, String... more) throws IOException {
    return start(work, Map.of(), more);
  }

  /**
   * @param environment of the agent, besides PATH
   */
  static TestAgent start(Path work, Map<String, String> environment, String... more)
      throws IOException {
    TestMaster master = new TestMaster();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--master=" + master.address(),
                "--work_dir=" + work,
                "--port=" + freePort(),
                "--resources=cpus:4;mem:1024;disk:1024;ports:[31000-31100]",
                "--attributes=role:stateless-body",
                "--registration_backoff_factor=100ms"));
    arguments.addAll(List.of(more));
    TestAgent agent = new TestAgent(master, work, arguments, environment);
    try {
      agent.start();
      master.awaitRegistered();
      await().until(() -> Files.exists(work.resolve("meta/agent.info")));
    } catch (RuntimeException e) {
      agent.close();
      throw e;
    }
    return agent;
  }

  void start() throws IOException {
    agent =
        AgentServer.start(
            AgentFlags.parse(arguments.toArray(String[]::new), Map.of()), environment);
  }

  /** As after SIGTERM: tasks run on. */
  void stop() {
    agent.close();
    agent = null;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  URI uri(String path) {
    String port = arguments.stream().filter(a -> a.startsWith("--port=")).findFirst().orElseThrow();
    return URI.create("http://127.0.0.1:" + port.substring(7) + path);
  }

  void run(TaskInfo task) {
    master.say(new ToAgent.RunTask(Tasks.FRAMEWORK, task));
  }

  void run(String id, String command) {
    run(Tasks.shell(id, command));
  }

  /** The sandbox of a command task or an executor. */
  Path sandbox(String executor) {
    return work.resolve("slaves")
        .resolve(TestMaster.AGENT)
        .resolve("frameworks")
        .resolve(Tasks.FRAMEWORK.getId().getValue())
        .resolve("executors")
        .resolve(executor)
        .resolve("runs/latest");
  }

  @Override
  public void close() {
    try {
      if (agent == null) {
        start();
      }
      agent.leave();
      agent.ending().get(Duration.ofSeconds(20).toSeconds(), TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("tasks may be left", e);
    } finally {
      if (agent != null) {
        agent.close();
      }
      master.close();
    }
  }
}
