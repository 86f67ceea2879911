package io.cellos.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.cli.testing.CellRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionCommandTest {
  @TempDir Path directory;

  /** What bash itself offers for the last of the words, with the printed script. */
  private List<String> complete(String... words) throws IOException {
    Path script = directory.resolve("completion.bash");
    Files.writeString(script, new CellRun().run("completion").out());
    String line = "'" + String.join("' '", words) + "'";
    Process bash =
        new ProcessBuilder(
                "bash",
                "-c",
                "compopt() { :; }; . %s; COMP_WORDS=(%s); COMP_CWORD=%d; _complete_cell; printf '%%s\\n' \"${COMPREPLY[@]}\""
                    .formatted(script, line, words.length - 1))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return bash.inputReader().readAllAsString().strip().lines().toList();
  }

  @Test
  void completesVerbsRolesAndOptions() throws IOException {
    assertThat(complete("cell", "st")).containsExactlyInAnyOrder("start", "stop");
    assertThat(complete("cell", "scale", "demo", "n")).containsExactly("nucleus");
    assertThat(complete("cell", "scale", "demo", "b")).containsExactly("body");
    assertThat(complete("cell", "create", "--nu")).containsExactly("--nucleus");
    assertThat(complete("cell", "bu")).containsExactly("build");
    assertThat(complete("cell", "s"))
        .containsExactlyInAnyOrder("scale", "ssh", "start", "stop", "seed");
    assertThat(complete("cell", "create", "--sp")).containsExactly("--spot");
    assertThat(complete("cell", "mux", "demo", "n")).containsExactly("nucleus");
    assertThat(complete("cell", "tu")).isEmpty();
    assertThat(complete("cell", "list", "-o", "j")).containsExactly("json");
    assertThat(complete("cell", "nucleus", "r")).containsExactly("restore");
    assertThat(complete("cell", "task", "l")).containsExactlyInAnyOrder("list", "log");
    assertThat(complete("cell", "task", "log", "--std")).containsExactly("--stderr");
    assertThat(complete("cell", "run", "--cp")).containsExactly("--cpus");
  }
}
