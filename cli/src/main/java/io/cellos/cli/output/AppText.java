package io.cellos.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.cli.app.AppView;
import io.cellos.cli.app.LastFailure;
import io.cellos.cli.output.Table.Cell;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;

/** Apps for people. */
public final class AppText {
  private static final int KEY_WIDTH = 14;

  private AppText() {}

  /** One line an app. */
  public static List<Line> table(List<AppView> apps) {
    Table table = new Table("APP", "RUNNING", "HEALTHY", "CPUS", "MEM", "STATUS");
    for (AppView app : apps) {
      table.row(
          Cell.of(app.id()),
          Cell.of(app.running() + "/" + app.instances(), colour(app)),
          Cell.of(app.checked() ? String.valueOf(app.healthy()) : "-"),
          Cell.of(TaskTable.amount(app.cpus())),
          Cell.of(TaskTable.amount(app.mem())),
          Cell.of(status(app)));
    }
    return table.lines();
  }

  private static IStyle colour(AppView app) {
    return app.isWhole() ? Style.fg_green : Style.fg_yellow;
  }

  private static String status(AppView app) {
    if (!app.waitingFor().isEmpty()) {
      return app.waitingFor();
    }
    if (!app.deployments().isEmpty()) {
      return "deploying";
    }
    return app.unhealthy() > 0 ? app.unhealthy() + " unhealthy" : "";
  }

  /**
   * Everything about one app.
   *
   * @param app as Marathon tells of it
   * @param waits empty if it waits for nothing
   */
  public static List<Line> description(JsonNode app, String waits) {
    List<Line> lines = new ArrayList<>();
    lines.add(field("app").add(app.path("id").asText(), Style.bold));
    lines.add(
        field("instances")
            .add(
                "%d of %d running, %d healthy, %d unhealthy"
                    .formatted(
                        app.path("tasksRunning").asInt(),
                        app.path("instances").asInt(),
                        app.path("tasksHealthy").asInt(),
                        app.path("tasksUnhealthy").asInt())));
    lines.add(field("each").add(size(app)));
    lines.add(field("version").add(app.path("version").asText()));
    if (app.hasNonNull("cmd")) {
      lines.add(field("cmd").add(app.path("cmd").asText()));
    }
    JsonNode image = app.at("/container/docker/image");
    if (!image.isMissingNode()) {
      lines.add(field("image").add(image.asText()));
    }
    if (!app.path("deployments").isEmpty()) {
      lines.add(field("deployment").add(app.path("deployments").path(0).path("id").asText()));
    }
    if (!waits.isEmpty()) {
      lines.add(field("waits").add(waits, Style.fg_yellow));
    }
    LastFailure.of(app)
        .ifPresent(
            failure -> {
              lines.add(field("last failure").add(failure.at() + " on " + failure.host()));
              failure.message().lines().forEach(line -> lines.add(field("").add(line)));
              failure.words().forEach(line -> lines.add(field("").add("| " + line, Style.faint)));
            });
    if (!app.path("tasks").isEmpty()) {
      lines.add(new Line());
      lines.addAll(tasks(app.path("tasks")));
    }
    return lines;
  }

  private static Line field(String name) {
    return new Line().column(name, KEY_WIDTH, Style.faint);
  }

  private static String size(JsonNode app) {
    return "cpus %s, mem %s MB"
        .formatted(
            TaskTable.amount(app.path("cpus").asDouble()),
            TaskTable.amount(app.path("mem").asDouble()));
  }

  private static List<Line> tasks(JsonNode tasks) {
    Table table = new Table("TASK", "STATE", "HEALTHY", "HOST", "PORTS", "SINCE");
    for (JsonNode task : tasks) {
      List<String> ports = new ArrayList<>();
      task.path("ports").forEach(port -> ports.add(port.asText()));
      table.row(
          Cell.of(task.path("id").asText()),
          Cell.of(task.path("state").asText().replaceFirst("^TASK_", "")),
          Cell.of(healthy(task)),
          Cell.of(task.path("host").asText()),
          Cell.of(String.join(",", ports)),
          Cell.of(task.path("startedAt").asText("-")));
    }
    return table.lines();
  }

  private static String healthy(JsonNode task) {
    JsonNode results = task.path("healthCheckResults");
    if (results.isEmpty()) {
      return "-";
    }
    for (JsonNode result : results) {
      if (!result.path("alive").asBoolean()) {
        return "no";
      }
    }
    return "yes";
  }
}
