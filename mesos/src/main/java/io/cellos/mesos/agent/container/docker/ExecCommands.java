package io.cellos.mesos.agent.container.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.base.json.Json;
import io.cellos.mesos.agent.check.CommandRunner;
import io.cellos.mesos.agent.check.ProcessCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.apache.mesos.v1.Protos.CommandInfo;

/** Runs commands inside a container. */
record ExecCommands(Engine engine, String name, Path sandbox) implements CommandRunner {
  @Override
  public int run(CommandInfo command) throws IOException, InterruptedException {
    JsonNode made = engine.call("POST", "/containers/" + name + "/exec", description(command));
    String exec = "/exec/" + made.path("Id").asText();
    ObjectNode start = Json.mapper().createObjectNode().put("Detach", false).put("Tty", false);
    boolean ended = false;
    try {
      engine.stream("POST", exec + "/start", Map.of(), start, this::copy);
      JsonNode state = engine.call("GET", exec + "/json");
      ended = true;
      return state.path("ExitCode").asInt();
    } finally {
      if (!ended) {
        kill(exec);
      }
    }
  }

  private static ObjectNode description(CommandInfo command) {
    ObjectNode description = Json.mapper().createObjectNode();
    description.put("AttachStdout", true).put("AttachStderr", true);
    ArrayNode words = description.putArray("Cmd");
    ProcessCommands.words(command).forEach(words::add);
    ArrayNode environment = description.putArray("Env");
    command
        .getEnvironment()
        .getVariablesList()
        .forEach(variable -> environment.add(variable.getName() + "=" + variable.getValue()));
    return description;
  }

  private Void copy(EngineAnswer answer) throws IOException {
    Frames frames = new Frames(answer.body());
    for (Frames.Frame frame = frames.next(); frame != null; frame = frames.next()) {
      Files.write(
          sandbox.resolve("stderr"),
          frame.content(),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND,
          LinkOption.NOFOLLOW_LINKS);
    }
    return null;
  }

  /** The engine can't end a command; its process is one of this machine's. */
  private void kill(String exec) throws InterruptedException {
    try {
      long pid = engine.call("GET", exec + "/json").path("Pid").asLong();
      ProcessHandle.of(pid)
          .filter(process -> pid > 1 && engine.address().isLocal())
          .ifPresent(
              process -> {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
              });
    } catch (DockerException e) {
      return; // it went with its container
    }
  }
}
