package io.cellos.node.command;

import io.cellos.base.error.ExitCode;
import io.cellos.base.time.Deadline;
import io.cellos.nucleus.Barrier;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * {@code zk-barrier}: blocks until the ensemble serves and its membership is stable. Meanwhile it
 * says every few seconds, and at each change, what it waits for.
 */
public final class ZkBarrier {
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration SAY_AGAIN = Duration.ofSeconds(5);

  private ZkBarrier() {}

  /**
   * @param timeout empty to wait as long as it takes
   * @return DONE, or TIMED_OUT
   */
  public static ExitCode run(Barrier barrier, Optional<Duration> timeout, PrintStream err)
      throws IOException, InterruptedException {
    Optional<Deadline> end = timeout.map(Deadline::in);
    String said = "";
    Deadline sayAgain = Deadline.in(SAY_AGAIN);
    while (true) {
      Optional<String> waitingFor = barrier.waitingFor();
      if (waitingFor.isEmpty()) {
        return ExitCode.DONE;
      }
      if (!waitingFor.get().equals(said) || sayAgain.isPast()) {
        said = waitingFor.get();
        sayAgain = Deadline.in(SAY_AGAIN);
        err.println("zk-barrier: waiting for " + said);
      }
      if (end.filter(Deadline::isPast).isPresent()) {
        err.println("zk-barrier: timed out");
        return ExitCode.TIMED_OUT;
      }
      TimeUnit.NANOSECONDS.sleep(barrier.pause(PAUSE).toNanos());
    }
  }
}
