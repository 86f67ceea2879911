package io.cellos.protocols.mesos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;

/** Changes to Mesos' maintenance schedule that leave alone what others have put there. */
final class MaintenanceWindows {
  private static final String WINDOWS = "windows";
  private static final String MACHINES = "machine_ids";

  private MaintenanceWindows() {}

  static boolean has(JsonNode schedule, MasterAgents.Place machine) {
    for (JsonNode window : schedule.path(WINDOWS)) {
      for (JsonNode id : window.path(MACHINES)) {
        if (is(id, machine)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean is(JsonNode id, MasterAgents.Place machine) {
    return id.path("hostname").asText().equals(machine.host());
  }

  /** The schedule with the machine away from this moment on, for so long. */
  static ObjectNode with(
      JsonNode schedule, MasterAgents.Place machine, Instant from, Duration length) {
    ObjectNode changed = copy(schedule);
    ObjectNode window = ((ArrayNode) changed.get(WINDOWS)).addObject();
    window.putArray(MACHINES).addObject().put("hostname", machine.host()).put("ip", machine.ip());
    ObjectNode unavailability = window.putObject("unavailability");
    unavailability.putObject("start").put("nanoseconds", from.toEpochMilli() * 1_000_000);
    unavailability.putObject("duration").put("nanoseconds", length.toNanos());
    return changed;
  }

  /** The schedule without the machine; windows that were its alone go, too. */
  static ObjectNode without(JsonNode schedule, MasterAgents.Place machine) {
    ObjectNode changed = JsonNodeFactory.instance.objectNode();
    ArrayNode windows = changed.putArray(WINDOWS);
    for (JsonNode window : schedule.path(WINDOWS)) {
      ObjectNode copy = window.deepCopy();
      ArrayNode stay = copy.putArray(MACHINES);
      window.path(MACHINES).forEach(id -> keep(id, machine, stay));
      if (!stay.isEmpty()) {
        windows.add(copy);
      }
    }
    return changed;
  }

  private static void keep(JsonNode id, MasterAgents.Place machine, ArrayNode stay) {
    if (!is(id, machine)) {
      stay.add(id);
    }
  }

  private static ObjectNode copy(JsonNode schedule) {
    ObjectNode changed =
        schedule.isObject() ? schedule.deepCopy() : JsonNodeFactory.instance.objectNode();
    if (!changed.path(WINDOWS).isArray()) {
      changed.putArray(WINDOWS);
    }
    return changed;
  }
}
