package io.cellos.marathon.core.view;

import io.cellos.marathon.core.instance.TaskId;
import io.cellos.marathon.model.Timestamp;
import java.util.Optional;

/** What one health check has found of one task. */
public record Health(
    TaskId task,
    Optional<Timestamp> firstSuccess,
    Optional<Timestamp> lastSuccess,
    Optional<Timestamp> lastFailure,
    Optional<String> lastFailureCause,
    int consecutiveFailures) {

  /** Nothing was found yet. */
  public static Health none(TaskId task) {
    return new Health(
        task, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 0);
  }

  public boolean isAlive() {
    return lastSuccess
        .filter(success -> lastFailure.filter(failure -> !failure.isBefore(success)).isEmpty())
        .isPresent();
  }
}
