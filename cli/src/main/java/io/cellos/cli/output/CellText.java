package io.cellos.cli.output;

import io.cellos.cli.body.BodyUse;
import io.cellos.cli.output.Table.Cell;
import io.cellos.model.CellDescription;
import io.cellos.model.CellSummary;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi.Style;

/** Cells as tables for people. */
public final class CellText {
  private static final int KEY_WIDTH = 14;

  private CellText() {}

  /** One line a cell. */
  public static List<Line> summaries(List<CellSummary> cells) {
    Table table = new Table("CELL", "STATUS", "BACKEND", "REGION", "VERSION", "CREATED");
    for (CellSummary cell : cells) {
      table.row(
          Cell.of(cell.cell()),
          Cell.of(cell.status().name(), Colours.of(cell.status())),
          Cell.of(cell.backend()),
          Cell.of(cell.region()),
          Cell.of(cell.version()),
          Cell.of(cell.created().truncatedTo(ChronoUnit.SECONDS).toString()));
    }
    return table.lines();
  }

  /**
   * Everything about one cell.
   *
   * @param use how much of its body is used, if that is known
   */
  public static List<Line> description(CellDescription cell, Optional<BodyUse> use) {
    List<Line> lines = new ArrayList<>();
    lines.add(field("cell").add(cell.cell(), Style.bold));
    lines.add(field("status").add(cell.status().name(), Colours.of(cell.status())));
    lines.add(field("backend").add(cell.backend() + ", region " + cell.region()));
    lines.add(field("version").add(cell.version()));
    lines.add(field("created").add(cell.created().truncatedTo(ChronoUnit.SECONDS).toString()));
    lines.add(new Line());
    lines.addAll(NodeTable.lines(cell));
    lines.add(new Line());
    lines.addAll(loadBalancers(cell));
    lines.add(new Line());
    lines.addAll(endpoints(cell));
    use.ifPresent(
        known -> {
          lines.add(new Line());
          lines.addAll(body(known));
        });
    return lines;
  }

  private static List<Line> body(BodyUse use) {
    return List.of(
        field("body").add("%d agents, %d tasks".formatted(use.agents(), use.tasks())),
        field("cpus").add(used(use.cpus(), "")),
        field("mem").add(used(use.mem(), " MB")),
        field("disk").add(used(use.disk(), " MB")),
        field("leader").add(use.leader()));
  }

  private static String used(BodyUse.Amount amount, String unit) {
    return "%s of %s%s used"
        .formatted(TaskTable.amount(amount.used()), TaskTable.amount(amount.total()), unit);
  }

  /** Where the cell's services are. */
  public static List<Line> endpoints(CellDescription cell) {
    List<Line> lines = new ArrayList<>();
    cell.gateway().forEach((service, url) -> lines.add(field(service).add(url)));
    if (cell.statusPage() != null) {
      lines.add(field("status page").add(cell.statusPage()));
    }
    return lines;
  }

  private static Line field(String name) {
    return new Line().column(name, KEY_WIDTH, Style.faint);
  }

  private static List<Line> loadBalancers(CellDescription cell) {
    Table table = new Table("LOAD BALANCER", "URL", "HEALTHY");
    for (CellDescription.LoadBalancer balancer : cell.loadBalancers()) {
      table.row(
          Cell.of(balancer.name()),
          Cell.of(balancer.url()),
          Cell.of(balancer.healthy() + "/" + balancer.targets()));
    }
    return table.lines();
  }
}
