package io.cellos.marathon.api.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.marathon.core.launch.Reason;
import io.cellos.marathon.core.view.QueueEntry;
import io.cellos.marathon.json.AppJson;
import io.cellos.marathon.json.PodJson;
import io.cellos.marathon.json.tree.Trees;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.PodDefinition;
import io.cellos.marathon.model.Timestamp;
import java.util.Comparator;
import java.util.Map;

/**
 * What waits for offers, and why none fits.
 *
 * @param offers whether the offers that did not fit are shown
 */
public record QueueJson(Timestamp now, boolean offers) {

  public ObjectNode write(QueueEntry entry) {
    ObjectNode object =
        Trees.object().put("count", entry.waiting()).put("role", entry.spec().role());
    long left = Math.max(0, now.until(entry.backoffUntil()).toSeconds());
    boolean overdue = !entry.backoffUntil().isAfter(now);
    object.putObject("delay").put("timeLeftSeconds", left).put("overdue", overdue);
    object.put("since", entry.since().toString());
    object.set("processedOffersSummary", summary(entry));
    if (offers) {
      object.set("lastUnusedOffers", Trees.array(entry.unusedOffers(), QueueJson::unused));
    }
    return switch (entry.spec()) {
      case AppDefinition app -> object.set("app", AppJson.write(app));
      case PodDefinition pod -> object.set("pod", PodJson.write(pod));
    };
  }

  private static JsonNode summary(QueueEntry entry) {
    ObjectNode object =
        Trees.object()
            .put("processedOffersCount", entry.processed())
            .put("unusedOffersCount", entry.unused());
    entry.unusedOffers().stream()
        .map(QueueEntry.Unused::at)
        .max(Comparator.naturalOrder())
        .ifPresent(at -> object.put("lastUnusedOfferAt", at.toString()));
    entry.lastUsed().ifPresent(at -> object.put("lastUsedOfferAt", at.toString()));
    object.set("rejectSummaryLastOffers", funnel(entry.lastOffers(), entry.last()));
    object.set("rejectSummaryLaunchAttempt", funnel(entry.processed(), entry.sums()));
    return object;
  }

  /** How many offers got as far as each reason, and how many of them were refused for it. */
  private static ArrayNode funnel(long offers, Map<Reason, ? extends Number> refused) {
    ArrayNode steps = Trees.array();
    long left = offers;
    for (Reason reason : Reason.values()) {
      Number declined = refused.get(reason);
      long count = declined == null ? 0 : declined.longValue();
      steps
          .addObject()
          .put("reason", reason.toString())
          .put("declined", count)
          .put("processed", left);
      left -= count;
    }
    return steps;
  }

  private static JsonNode unused(QueueEntry.Unused unused) {
    ObjectNode object = Trees.object();
    object.set("offer", OfferJson.write(unused.offer()));
    object.set(
        "reason", Trees.texts(unused.reasons().stream().sorted().map(Reason::toString).toList()));
    return object.put("timestamp", unused.at().toString());
  }
}
