package io.cellos.marathon.core.launch.task;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A port of a task that is about to be launched.
 *
 * @param declared the number in the definition; 0 if it says any
 * @param host the agent's port; absent if there is none
 * @param container where it is in the container; absent on the host's network
 * @param networkNames the networks it is for; empty is all
 */
record TaskPort(
    Optional<String> name,
    int declared,
    Optional<Integer> host,
    Optional<Integer> container,
    List<String> protocols,
    Map<String, String> labels,
    List<String> networkNames) {

  /** As others see it. */
  int outside() {
    return host.or(() -> container).orElseThrow();
  }

  /** As the task itself sees it. */
  int inside() {
    return container.or(() -> host).orElseThrow();
  }

  /** Whether its number was chosen or granted, and did not stand in the definition. */
  boolean isAssigned() {
    return host.isPresent() || declared == 0;
  }
}
