package io.cellos.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.base.error.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeMainTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private ExitCode run(Map<String, String> environment, String... arguments) {
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    return NodeMain.run(arguments, environment, out, out);
  }

  private String output() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "walk", "run fast", "zk-list-nodes all", "zk-barrier --timeout"})
  void wrongUsage(String line) {
    assertThat(run(Map.of("CELL_SHARED", "file:///tmp"), line.split(" ")))
        .isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(output()).startsWith("usage:");
  }

  @Test
  void wrongEnvironmentIsToldAtOnce() {
    assertThat(run(Map.of("NODE_IP", "x"), "run")).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(output()).contains("CELL_NAME is not set", "NODE_HOME is not set", "NODE_IP: ");
  }

  @Test
  void commandsNeedANode() {
    assertThat(run(Map.of(), "zk-list-nodes")).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(output()).contains("run this on a node of a cell");
  }
}
