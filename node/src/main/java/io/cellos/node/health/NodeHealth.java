package io.cellos.node.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.cellos.node.boot.BootSequence;
import io.cellos.node.module.NodeModule;
import java.util.List;
import java.util.Locale;

/**
 * How a node is; its JSON is these fields.
 *
 * @param detail for people; left out of the JSON when empty
 */
public record NodeHealth(State state, @JsonInclude(JsonInclude.Include.NON_EMPTY) String detail) {

  /** In one word. */
  public enum State {
    BOOTING,
    /** Booted, and every service of it serves. */
    READY,
    /** Booted, but a service of it does not serve. */
    UNWELL,
    /** A boot step failed for good. */
    FAILED;

    /** Lower case, as in JSON. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Looks at the boot and, once it is over, at the services. */
  public static NodeHealth of(BootSequence boot, List<NodeModule> services) {
    return switch (boot.state().phase()) {
      case NEW, RUNNING, PAUSING -> new NodeHealth(State.BOOTING, boot.detail());
      case FAILED -> new NodeHealth(State.FAILED, boot.detail());
      case READY ->
          services.stream()
              .filter(service -> !service.isWell())
              .findFirst()
              .map(service -> new NodeHealth(State.UNWELL, describe(service)))
              .orElse(new NodeHealth(State.READY, ""));
    };
  }

  private static String describe(NodeModule service) {
    return service.name()
        + service.waitingFor().map(" waits for "::concat).orElse(" does not serve");
  }
}
