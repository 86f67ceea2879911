package io.cellos.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cellos.cli.testing.CellRun;
import io.cellos.model.CellName;
import io.cellos.model.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * With a real tmux of its own, on a socket that no other has. A pane whose program fails stays,
 * which is why the panes here run {@code false}.
 */
class MuxCommandTest {
  private final String socket = "cell-os-test-" + ThreadLocalRandom.current().nextInt(1 << 30);
  private final CellRun cell = new CellRun();

  @BeforeEach
  void aTmuxOfOurOwn() throws IOException, InterruptedException {
    try {
      assumeTrue(new ProcessBuilder("tmux", "-V").start().waitFor() == 0, "tmux is missing");
    } catch (IOException e) {
      assumeTrue(false, "tmux is missing");
    }
    cell.env("CELL_TMUX", "tmux -L " + socket + " -f /dev/null");
  }

  @AfterEach
  void endIt() throws IOException, InterruptedException {
    tmux("kill-server");
  }

  private List<String> tmux(String... words) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("tmux", "-L", socket, "-f", "/dev/null"));
    all.addAll(Arrays.asList(words));
    Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
    List<String> lines = process.inputReader().readAllAsString().lines().toList();
    process.waitFor();
    return lines;
  }

  private List<String> panes(String session) throws IOException, InterruptedException {
    return tmux("list-panes", "-s", "-t", "=" + session, "-F", "#{window_name} #{pane_title}");
  }

  @Test
  void aWindowForEachGroupAndAPaneForEachNode() throws IOException, InterruptedException {
    cell.backend().running("demo", 9, 2);
    cell.program("false");

    CellRun.Result result = cell.run("mux", "demo", "--backend", "aws", "--region", "eu-west-1");

    assertThat(result.status()).isZero();
    assertThat(result.out()).contains("session cell-demo is there", "attach-session -t cell-demo");
    assertThat(panes("cell-demo"))
        .containsExactly(
            "nucleus nucleus-1",
            "nucleus nucleus-2",
            "nucleus nucleus-3",
            "nucleus nucleus-4",
            "nucleus nucleus-5",
            "nucleus nucleus-6",
            "nucleus nucleus-7",
            "nucleus nucleus-8",
            "nucleus nucleus-9",
            "stateless-body stateless-body-1",
            "stateless-body stateless-body-2",
            "membrane membrane-1");
  }

  @Test
  void eachPaneRunsSshWithTheOptionsOfTheBackend() throws IOException, InterruptedException {
    cell.backend().running("demo", 1, 0);
    cell.program("sh", "-c", "echo $0 $@ in $CELL_BUCKET; exit 1", "cell");
    cell.env("CELL_BUCKET", "mine")
        .env("CELL_KEY_PAIR", "mine")
        .env("AWS_SECRET_ACCESS_KEY", "secret");

    cell.run("mux", "demo", "nucleus", "--backend", "aws");

    await()
        .untilAsserted(
            () ->
                assertThat(String.join("", tmux("capture-pane", "-p", "-t", "=cell-demo-nucleus:")))
                    .contains("cell ssh --backend aws demo nucleus 1 in mine", "Press Enter"));
    assertThat(tmux("show-environment", "-t", "=cell-demo-nucleus"))
        .contains("CELL_BUCKET=mine", "CELL_KEY_PAIR=mine")
        .noneMatch(line -> line.contains("secret"));
  }

  @Test
  void runAgainItShowsTheSameSession() throws IOException, InterruptedException {
    cell.backend().running("demo", 1, 1);
    cell.program("false");
    cell.run("mux", "demo");
    cell.backend().scale(CellName.parse("demo"), Role.NUCLEUS, 3);

    assertThat(cell.run("mux", "demo").status()).isZero();

    assertThat(panes("cell-demo")).hasSize(3);
  }

  @Test
  void cellsElsewhereHaveSessionsOfTheirOwn() throws IOException, InterruptedException {
    cell.onEc2().backend().running("demo", 1, 0);
    cell.program("false");

    cell.run("mux", "demo", "--backend", "aws");

    assertThat(tmux("list-sessions", "-F", "#{session_name}"))
        .containsExactly("cell-demo-eu-west-1");
  }

  @Test
  void whatCantBeShownIsSaid() {
    cell.backend().running("demo", 1, 200);

    assertThat(cell.run("mux", "demo").err())
        .contains("202 nodes are more", "cell mux demo nucleus");
    assertThat(cell.run("mux", "demo", "stateful-body").err()).contains("no stateful-body nodes");
    assertThat(cell.run("mux", "nosuch").status()).isEqualTo(3);
    CellRun.Result missing = cell.env("CELL_TMUX", "/nosuch/tmux").run("mux", "demo", "nucleus");
    assertThat(missing.status()).isEqualTo(1);
    assertThat(missing.err()).contains("can't run /nosuch/tmux", "install tmux 3.2 or newer");
  }
}
