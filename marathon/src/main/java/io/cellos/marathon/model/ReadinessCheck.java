package io.cellos.marathon.model;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What a new task must answer before a deployment goes on. */
public record ReadinessCheck(
    String name,
    boolean https,
    String path,
    String portName,
    Duration interval,
    Duration timeout,
    Set<Integer> statusCodesForReady,
    boolean preserveLastResponse) {
  public ReadinessCheck {
    statusCodesForReady = Copies.set(statusCodesForReady);
  }

  /** What came of it for one task. */
  public record Result(
      String name, String taskId, boolean ready, Optional<Response> lastResponse) {}

  /** The answer of the task. */
  public record Response(int status, String contentType, String body) {}
}
