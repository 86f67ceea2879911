package io.cellos.marathon.api.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.marathon.json.tree.Trees;
import io.cellos.marathon.model.Timestamp;
import io.cellos.marathon.model.VersionInfo;
import java.util.List;
import java.util.function.Predicate;

/** Counts and life times of an app's tasks, apart by how new their version is. */
final class TaskStats {
  private TaskStats() {}

  static JsonNode write(VersionInfo info, List<TaskCounts.Counted> all, Timestamp now) {
    ObjectNode object = Trees.object();
    if (info instanceof VersionInfo.Full full) {
      put(object, "startedAfterLastScaling", all, v -> !v.isBefore(full.lastScalingAt()), now);
      put(object, "withLatestConfig", all, v -> !v.isBefore(full.lastConfigChange()), now);
      put(object, "withOutdatedConfig", all, v -> v.isBefore(full.lastConfigChange()), now);
    }
    put(object, "totalSummary", all, _ -> true, now);
    return object;
  }

  private static void put(
      ObjectNode object,
      String name,
      List<TaskCounts.Counted> all,
      Predicate<Timestamp> versions,
      Timestamp now) {
    List<TaskCounts.Counted> some =
        all.stream().filter(one -> versions.test(one.version())).toList();
    if (some.isEmpty()) {
      return;
    }
    ObjectNode stats = object.putObject(name).putObject("stats");
    stats.set("counts", TaskCounts.of(some).write());
    double[] lives =
        some.stream()
            .flatMap(one -> one.startedAt().stream())
            .mapToDouble(start -> start.until(now).toMillis() / 1000.0)
            .sorted()
            .toArray();
    if (lives.length > 0) {
      double sum = 0;
      for (double life : lives) {
        sum += life;
      }
      stats
          .putObject("lifeTime")
          .put("averageSeconds", sum / lives.length)
          .put("medianSeconds", lives[lives.length / 2]);
    }
  }
}
