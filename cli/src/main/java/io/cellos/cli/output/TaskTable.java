package io.cellos.cli.output;

import io.cellos.cli.body.TaskView;
import io.cellos.cli.output.Table.Cell;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;

/** Tasks as a table for people. */
public final class TaskTable {
  private TaskTable() {}

  /** One line a task. */
  public static List<Line> lines(List<TaskView> tasks) {
    Table table =
        new Table("TASK", "NAME", "STATE", "AGENT", "FRAMEWORK", "ROLE", "CPUS", "MEM", "SINCE");
    for (TaskView task : tasks) {
      table.row(
          Cell.of(task.id()),
          Cell.of(task.name()),
          Cell.of(state(task), colour(task)),
          Cell.of(task.agent() == null ? "-" : task.agent().host()),
          Cell.of(task.framework().name()),
          Cell.of(task.role()),
          Cell.of(amount(task.cpus())),
          Cell.of(amount(task.mem())),
          Cell.of(time(task.since())));
    }
    return table.lines();
  }

  private static String state(TaskView task) {
    String state = task.state().replaceFirst("^TASK_", "");
    return Boolean.FALSE.equals(task.healthy()) ? state + " unhealthy" : state;
  }

  private static IStyle colour(TaskView task) {
    if (Boolean.FALSE.equals(task.healthy())) {
      return Style.fg_red;
    }
    return switch (task.state()) {
      case "TASK_RUNNING" -> Style.fg_green;
      case "TASK_STAGING", "TASK_STARTING", "TASK_KILLING", "TASK_UNREACHABLE" -> Style.fg_yellow;
      case "TASK_FINISHED", "TASK_KILLED" -> Style.faint;
      default -> Style.fg_red;
    };
  }

  /** {@code 2}, {@code 0.5}. */
  static String amount(double value) {
    return new BigDecimal(String.valueOf(value)).stripTrailingZeros().toPlainString();
  }

  private static String time(Instant since) {
    return since == null ? "-" : since.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
