package io.cellos.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.model.CellDescription.Node;
import io.cellos.model.Role;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Growing and shrinking while in use. */
@Tag("long")
class ResizeTest {
  @TempDir Path home;

  @Test
  void theNucleusGrowsAndShrinksUnderAWritingClient() throws Exception {
    try (LiveCell cell =
        LiveCell.create(Launcher.of(home), "resize", "--body", "0", "--membrane", "0")) {
      String first = cell.nodes(Role.NUCLEUS).getFirst().privateIp() + ":2181";
      try (SteadyWriter writer = new SteadyWriter(() -> first)) {
        for (String size : new String[] {"3", "5", "3", "1"}) {
          cell.run("scale", "nucleus", size, "--yes").expectDone();
          assertThat(cell.nodes(Role.NUCLEUS)).hasSize(Integer.parseInt(size));
          for (Node node : cell.nodes(Role.NUCLEUS)) {
            assertThat(writer.lost(node.privateIp() + ":2181")).isEmpty();
          }
        }
        writer.end();
        assertThat(writer.acknowledged()).isGreaterThan(100);
        assertThat(writer.lost(first)).isEmpty();
      }
    }
  }

  @Test
  void shrinkingWhatHoldsDataNeedsAWord() {
    try (LiveCell cell =
        LiveCell.create(Launcher.of(home), "word", "--nucleus", "3", "--membrane", "0")) {
      Launcher.Result refused = cell.run("scale", "nucleus", "1");
      assertThat(refused.exit()).isEqualTo(5);
      assertThat(refused.err()).contains("--yes");
      assertThat(cell.run("scale", "nucleus", "2", "--yes").exit()).isEqualTo(2);
      assertThat(cell.nodes(Role.NUCLEUS)).hasSize(3);
      cell.run("scale", "body", "3").expectDone();
      assertThat(ids(cell, Role.STATELESS_BODY)).hasSize(3);
      var before = ids(cell, Role.STATELESS_BODY);
      cell.run("scale", "body", "1").expectDone();
      assertThat(before).containsAll(ids(cell, Role.STATELESS_BODY));
      Launcher.Result all = cell.run("cmd", "nucleus", "all", "echo same");
      assertThat(all.expectDone().out().lines().map(String::strip).filter("same"::equals))
          .hasSize(1);
    }
  }

  private static java.util.Set<String> ids(LiveCell cell, Role role) {
    return cell.nodes(role).stream().map(n -> n.id().value()).collect(Collectors.toSet());
  }
}
