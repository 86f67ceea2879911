package io.cellos.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.base.json.Json;
import io.cellos.base.process.ProcessRef;
import io.cellos.model.Role;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Work in the body of a real cell: by the command, by a framework that is not ours, and with
 * faults.
 */
class BodyTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir static Path home;

  private static LiveCell cell;

  @BeforeAll
  static void create() {
    cell = LiveCell.create(Launcher.of(home), "body", "--body", "2", "--membrane", "0");
    await().atMost(PATIENCE).until(() -> mesos().path("agents").asInt() == 2);
  }

  @AfterAll
  static void delete() {
    if (cell != null) {
      cell.close();
    }
  }

  private static JsonNode mesos() {
    Launcher.Result list = cell.run("list", "-o", "json").expectDone();
    return Json.tree(list.out().getBytes(StandardCharsets.UTF_8)).path("mesos");
  }

  @Test
  void runPassesOutputAndExitCodeOn() {
    Launcher.Result run = cell.run("run", "--", "sh", "-c", "echo out; echo err >&2; exit 3");
    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.out()).contains("out");
    assertThat(run.err()).contains("err");
  }

  /** The agent that has the task is killed, then its node's program; the task's process goes on. */
  @Test
  void taskOutlivesItsAgent() throws IOException, InterruptedException {
    Process run =
        cell.launcher().start(Map.of(), "run", cell.name(), "--", "sh", "-c", "sleep 12; exit 5");
    try {
      await().atMost(PATIENCE).until(() -> mesos().path("tasks").asInt() == 1);
      List<ProcessRef> agents = agents();
      assertThat(agents).hasSize(2);
      agents.forEach(
          agent -> ProcessHandle.of(agent.pid()).ifPresent(ProcessHandle::destroyForcibly));
      assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(run.exitValue()).isEqualTo(5);
    } finally {
      run.destroyForcibly();
    }
    await().atMost(PATIENCE).until(cell::isWhole);
  }

  private static List<ProcessRef> agents() {
    return cell.nodes(Role.STATELESS_BODY).stream()
        .flatMap(node -> cell.processes(node).stream())
        .filter(process -> commandLine(process).contains("AgentMain"))
        .toList();
  }

  private static String commandLine(ProcessRef process) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"));
    } catch (IOException e) {
      return ""; // it has just gone
    }
  }

  @Test
  void frameworkForNodeRunsTasks() throws IOException, InterruptedException {
    assumeTrue(isThere("npm") && isThere("node"), "npm and node are not installed");
    Path directory = Files.createDirectories(home.resolve("node-framework"));
    try (InputStream script = BodyTest.class.getResourceAsStream("/node-framework/framework.js")) {
      Files.copy(script, directory.resolve("framework.js"));
    }
    String install = "npm install --no-audit --no-fund --silent mesos-framework@0.5.3";
    assertThat(run(directory, "sh", "-c", install)).as(install).isEmpty();
    String leader = mesos().path("leader").asText();
    assertThat(run(directory, "timeout", "60", "node", "framework.js", leader).lines())
        .filteredOn("TASK_FINISHED"::equals)
        .hasSize(3);
  }

  private static boolean isThere(String program) {
    try {
      return new ProcessBuilder("sh", "-c", "command -v " + program).start().waitFor() == 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** What the command printed; a failure prints more. */
  private static String run(Path directory, String... command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String out = process.inputReader().readAllAsString();
    return process.waitFor() == 0 ? out : out + "\nended with " + process.exitValue();
  }
}
