package io.cellos.cli.mux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SessionLayoutTest {
  private static List<Pane> panes(String role, int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(index -> new Pane(role + "-" + index, List.of("run", role + index)))
        .toList();
  }

  @Test
  void aWindowARoleAPaneANode() {
    List<String> words =
        new SessionLayout("cell-demo")
            .add("nucleus", panes("nucleus", 2), Map.of("CELLOS_HOME", "/x"))
            .add("membrane", panes("membrane", 1), Map.of("CELLOS_HOME", "/x"))
            .words();

    assertThat(String.join(" ", words).replace(" ; ", "\n").lines())
        .containsExactly(
            "new-session -d -s cell-demo -e CELLOS_HOME=/x -n nucleus run nucleus1",
            "set-option -w -t =cell-demo: pane-border-status top",
            "select-pane -t =cell-demo: -T nucleus-1",
            "split-window -t =cell-demo: run nucleus2",
            "select-pane -t =cell-demo: -T nucleus-2",
            "select-layout -t =cell-demo: tiled",
            "new-window -t =cell-demo: -n membrane run membrane1",
            "set-option -w -t =cell-demo: pane-border-status top",
            "select-pane -t =cell-demo: -T membrane-1",
            "select-window -t =cell-demo:nucleus");
  }

  @Test
  void manyNodesGetMoreWindows() {
    List<String> words =
        new SessionLayout("s").add("stateless-body", panes("b", 20), Map.of()).words();

    assertThat(words)
        .contains("stateless-body", "stateless-body-2", "stateless-body-3")
        .doesNotContain("stateless-body-4");
  }
}
