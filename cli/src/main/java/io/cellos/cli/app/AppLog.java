package io.cellos.cli.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.base.error.CellException;
import io.cellos.cli.body.Body;
import io.cellos.cli.body.SandboxFile;
import io.cellos.cli.body.TaskView;
import io.cellos.cli.body.Tasks;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the instances of an app print: those that run, or the one that failed last. */
public final class AppLog {
  private final Apps apps;
  private final String app;
  private final String file;
  private final OutputStream out;
  private final Map<String, Source> sources = new LinkedHashMap<>();

  /**
   * @param file such as {@code stdout}
   */
  public AppLog(Apps apps, String app, String file, OutputStream out) {
    this.apps = apps;
    this.app = app;
    this.file = file;
    this.out = out;
  }

  private record Source(SandboxFile file, LabelledLines to) {}

  /** Looks for instances that are new; returns how many there have been. */
  public int look() {
    Set<String> ids = ids();
    ids.removeAll(sources.keySet());
    if (!ids.isEmpty()) {
      Body body = apps.body();
      for (TaskView task : Tasks.of(body).all()) {
        if (ids.contains(task.id()) && task.agent() != null) {
          sources.putIfAbsent(
              task.id(),
              new Source(
                  SandboxFile.of(body, task, file), new LabelledLines(label(task.id()), out)));
        }
      }
    }
    return sources.size();
  }

  private Set<String> ids() {
    JsonNode known = apps.app(app);
    Set<String> ids = new TreeSet<>();
    known.path("tasks").forEach(task -> ids.add(task.path("id").asText()));
    if (ids.isEmpty() && known.has("lastTaskFailure")) {
      ids.add(known.path("lastTaskFailure").path("taskId").asText());
    }
    return ids;
  }

  /** Passes on what they have printed meanwhile; the files of some may be gone. */
  public void passOn() {
    boolean several = sources.size() > 1;
    sources
        .values()
        .forEach(
            source -> {
              try {
                source.file.passOn(several ? source.to : out);
              } catch (IOException e) {
                throw CellException.failed(
                    "can't read what app " + app + " prints: " + e.getMessage(), "", e);
              }
            });
  }

  /** Of {@code web.instance-<uuid>._app.1} what tells it from others: {@code web.3f2a1b4c}. */
  static String label(String task) {
    return task.replaceFirst("\\.(?:instance|marathon)-([0-9a-f]{8}).*", ".$1");
  }
}
