package io.cellos.cli.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/** Why an instance is not launched, in words, from what Marathon's queue says. */
final class Waits {
  /** The reasons of Marathon's offer matching, in words that follow "offers". */
  private static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry("UnfulfilledRole", "are for other roles"),
          Map.entry("UnfulfilledConstraint", "do not fit its constraints"),
          Map.entry("NoCorrespondingReservationFound", "do not have its volume"),
          Map.entry("AgentUndergoingMaintenance", "are of agents that leave"),
          Map.entry("InsufficientCpus", "have too few cpus"),
          Map.entry("InsufficientMemory", "have too little mem"),
          Map.entry("InsufficientDisk", "have too little disk"),
          Map.entry("InsufficientGpus", "have too few gpus"),
          Map.entry("InsufficientPorts", "do not have its ports"),
          Map.entry("DeclinedScarceResources", "have GPUs, which are kept for who needs them"));

  private Waits() {}

  /** Empty if nothing of the app waits. */
  static Optional<String> of(JsonNode queue, String app) {
    for (JsonNode item : queue.path("queue")) {
      String id = item.path("app").path("id").asText(item.path("pod").path("id").asText());
      if (id.equals(app)) {
        return Optional.of(reason(item));
      }
    }
    return Optional.empty();
  }

  private static String reason(JsonNode item) {
    int count = item.path("count").asInt();
    JsonNode delay = item.path("delay");
    if (!delay.path("overdue").asBoolean(true)) {
      long left = Math.max(1, delay.path("timeLeftSeconds").asLong());
      return "its last instances failed: the next one starts in " + left + " s";
    }
    JsonNode steps = item.path("processedOffersSummary").path("rejectSummaryLastOffers");
    int offers = steps.path(0).path("processed").asInt();
    JsonNode worst = steps.path(0);
    for (JsonNode step : steps) {
      worst = step.path("declined").asInt() > worst.path("declined").asInt() ? step : worst;
    }
    if (worst.path("declined").asInt() == 0) {
      return count + " to launch: waits for an offer";
    }
    String reason = worst.path("reason").asText();
    return "%d to launch: %d of %d offers %s"
        .formatted(
            count,
            worst.path("declined").asInt(),
            offers,
            REASONS.getOrDefault(reason, "are refused: " + reason));
  }
}
