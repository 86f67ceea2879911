package io.cellos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.cli.testing.CellRun;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellProgramTest {
  private final CellRun cell = new CellRun();

  static Stream<Arguments> optionsOfVerbs() {
    return Stream.of(
        Arguments.of("", List.of("--version", "create", "delete", "nucleus", "completion")),
        Arguments.of(
            "create",
            List.of(
                "--file",
                "--nucleus",
                "--stateless-body",
                "--stateful-body",
                "--membrane",
                "--timeout",
                "--no-wait",
                "--dry-run",
                "On EC2:\n",
                "--zone",
                "--bucket",
                "--domain",
                "--cidr",
                "--key-pair",
                "--architecture",
                "--instance-type",
                "--volume-size",
                "--spot",
                "--bastion",
                "--allow",
                "--image",
                "--keys-instead-of-roles",
                "--no-rollback")),
        Arguments.of("list", List.of("--output", "table, json, yaml")),
        Arguments.of(
            "scale", List.of("--yes", "--timeout", "--no-wait", "nucleus, stateless-body")),
        Arguments.of("log", List.of("--follow", "--no-follow", "INDEX")),
        Arguments.of("cmd", List.of("INDEX|all", "COMMAND")),
        Arguments.of("ssh", List.of("INDEX")),
        Arguments.of("proxy", List.of("PROXY_PORT")),
        Arguments.of("delete", List.of("--yes")),
        Arguments.of("start", List.of("--timeout", "--no-wait")),
        Arguments.of("stop", List.of("NAME")),
        Arguments.of(
            "build", List.of("--output", "--file", "--nucleus", "On EC2:\n", "--no-rollback")),
        Arguments.of("update", List.of("--file", "--dry-run", "--yes", "--timeout", "On EC2:\n")),
        Arguments.of("seed", List.of("--file")),
        Arguments.of("bake", List.of("ROLE")),
        Arguments.of(
            "run", List.of("--cpus", "--mem", "--disk", "--role", "--name", "--env", "--timeout")),
        Arguments.of("task", List.of("list", "log")),
        Arguments.of("task list", List.of("--all", "--output", "table, json, yaml")),
        Arguments.of("task log", List.of("--follow", "--stderr", "TASK")),
        Arguments.of("mux", List.of("ROLE")),
        Arguments.of("completion", List.of("bash")),
        Arguments.of("nucleus", List.of("snapshot", "snapshots", "restore")),
        Arguments.of("nucleus snapshot", List.of("NAME")),
        Arguments.of("nucleus snapshots", List.of("--output")),
        Arguments.of("nucleus restore", List.of("--from", "--yes", "--timeout")));
  }

  @ParameterizedTest
  @MethodSource("optionsOfVerbs")
  void everyVerbExplainsItsOptionsWithExamples(String verb, List<String> words) {
    CellRun.Result result = cell.run((verb + " --help").strip().split(" "));

    assertThat(result.status()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .contains(words)
        .contains("--help", "--verbose", "--backend", "--region")
        .contains("--profile", "--cell_config", "Examples:\n  ");
    assertThat(result.out().lines()).allMatch(line -> line.length() <= 80);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DEMO",
        "1demo",
        "demo-",
        "de--mo",
        "internal-x",
        "../x",
        "a b",
        "aaaaaaaaaaaaaaaaaaaaa"
      })
  void badNamesAreRefusedByEveryVerb(String name) {
    for (List<String> words :
        List.of(
            List.of("create", name),
            List.of("list", name),
            List.of("scale", name, "nucleus", "1"),
            List.of("log", name),
            List.of("cmd", name, "nucleus", "1", "true"),
            List.of("ssh", name, "nucleus"),
            List.of("proxy", name),
            List.of("delete", name, "--yes"),
            List.of("start", name),
            List.of("stop", name),
            List.of("build", name),
            List.of("update", name),
            List.of("seed", name, "-f", "x"),
            List.of("bake", name),
            List.of("mux", name),
            List.of("nucleus", "snapshot", name),
            List.of("nucleus", "snapshots", name),
            List.of("nucleus", "restore", name, "--yes"))) {
      CellRun.Result result = cell.run(words.toArray(String[]::new));
      assertThat(result.status()).as(words.toString()).isEqualTo(2);
      assertThat(result.err()).startsWith("cell: \"" + name + "\" is not a cell name");
    }
  }

  @Test
  void aMistypedVerbGetsASuggestion() {
    CellRun.Result result = cell.run("crate", "demo");

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo(
            "cell: \"crate\" is no verb of cell\n  → did you mean create? see: cell --help\n");
  }

  @Test
  void aMistypedOptionGetsASuggestionEvenIfItsValueLooksLikeAName() {
    assertThat(cell.run("create", "--nuclus", "3", "demo").err())
        .startsWith("cell: \"--nuclus\" is no option of cell create\n  → did you mean --nucleus?");
    assertThat(cell.run("create", "demo", "--nuclus=3").status()).isEqualTo(2);
  }

  @Test
  void withoutAVerbItIsWrongUsage() {
    assertThat(cell.run().status()).isEqualTo(2);
    assertThat(cell.run("nucleus").status()).isEqualTo(2);
    assertThat(cell.run("nucleus").err()).contains("snapshot, snapshots or restore");
  }

  @Test
  void anUnknownBackendIsWrongUsage() {
    CellRun.Result result = cell.run("list", "--backend", "lokal");

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err())
        .contains("\"lokal\" is not a backend: choose aws, local", "did you mean");
  }

  @Test
  void aStackTraceComesOnlyWithVerbose() {
    assertThat(cell.run("list", "demo").err()).doesNotContain("\tat ");
    assertThat(cell.run("list", "demo", "--verbose").err()).contains("CellException", "\tat ");
    assertThat(cell.run("list", "demo", "--verbose").status()).isEqualTo(3);
  }

  @Test
  void anythingUnexpectedIsCalledABug() {
    cell.backend().running("demo", 1, 0).breakWith(new IllegalStateException("oh"));

    CellRun.Result result = cell.run("list", "demo");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err())
        .isEqualTo(
            """
            cell: this is a bug: java.lang.IllegalStateException: oh
              → run it again with --verbose, and report what that prints
            """);
  }

  @Test
  void anInterruptedRunIsStatus130() {
    Thread.currentThread().interrupt();

    assertThat(cell.run("create", "demo").status()).isEqualTo(130);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void theVersionSaysWhatTheReleaseIsMadeOf() {
    CellRun.Result result = cell.run("--version");

    assertThat(result.status()).isZero();
    assertThat(result.out())
        .startsWith("cell-os 2.0.0\n")
        .contains("zookeeper 3.9.5\n", "aws-sdk 2.29.52\n");
  }
}
