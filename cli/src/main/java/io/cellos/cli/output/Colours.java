package io.cellos.cli.output;

import io.cellos.model.CellStatus;
import io.cellos.model.Health;
import io.cellos.model.NodeState;
import java.util.List;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;

/** Green is well, yellow is on its way, red needs somebody, grey is quiet. */
final class Colours {
  private static final List<IStyle> NODES =
      List.of(Style.fg_cyan, Style.fg_green, Style.fg_magenta, Style.fg_yellow, Style.fg_blue);

  private Colours() {}

  static IStyle of(CellStatus status) {
    return switch (status) {
      case RUNNING -> Style.fg_green;
      case CREATING, DEGRADED -> Style.fg_yellow;
      case DAMAGED, FAILED -> Style.fg_red;
      case STOPPED, DELETING -> Style.faint;
    };
  }

  static IStyle of(NodeState state) {
    return switch (state) {
      case RUNNING -> Style.fg_green;
      case PENDING -> Style.fg_yellow;
      case FAILED -> Style.fg_red;
      case STOPPING, STOPPED -> Style.faint;
    };
  }

  static IStyle of(Health health) {
    return switch (health) {
      case HEALTHY -> Style.fg_green;
      case UNKNOWN -> Style.fg_yellow;
      case UNHEALTHY -> Style.fg_red;
    };
  }

  /** Always the same colour for the same node. */
  static IStyle ofNode(String label) {
    return NODES.get(Math.floorMod(label.hashCode(), NODES.size()));
  }
}
