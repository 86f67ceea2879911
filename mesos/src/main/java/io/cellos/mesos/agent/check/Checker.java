package io.cellos.mesos.agent.check;

import java.util.Optional;
import java.util.function.Consumer;
import org.apache.mesos.v1.Protos.CheckInfo;
import org.apache.mesos.v1.Protos.CheckStatusInfo;
import org.apache.mesos.v1.Protos.HealthCheck;

/** Checks one task again and again, on a virtual thread, until closed. */
@SuppressWarnings("DoNotCallSuggester")
public final class Checker implements AutoCloseable {
  private Checker() {}

  /**
   * Checks the task's health.
   *
   * @param name of the task, for the thread and the log
   * @param known what was told of it last, by an agent before this one
   * @param news called on the checker's thread: the first success, each failure after the grace
   *     period, the first success after failures
   */
  public static Checker health(
      HealthCheck check,
      Target target,
      String name,
      Optional<Boolean> known,
      Consumer<Health> news) {
    throw new UnsupportedOperationException();
  }

  /**
   * Makes a general check.
   *
   * @param news called on the checker's thread whenever the status has changed
   */
  public static Checker general(
      CheckInfo check, Target target, String name, Consumer<CheckStatusInfo> news) {
    throw new UnsupportedOperationException();
  }

  /** What is told of the check before it was made first. */
  public static CheckStatusInfo initial(CheckInfo check) {
    throw new UnsupportedOperationException();
  }

  /** Says nothing any more once this has returned; does not wait for a check under way. */
  @Override
  public void close() {}
}
