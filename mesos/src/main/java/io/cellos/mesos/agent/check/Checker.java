package io.cellos.mesos.agent.check;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.mesos.v1.Protos.CheckInfo;
import org.apache.mesos.v1.Protos.CheckStatusInfo;
import org.apache.mesos.v1.Protos.HealthCheck;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks one task again and again, on a virtual thread, until closed. */
public final class Checker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Checker.class);

  /** Between two looks at least, whatever the framework wants. */
  private static final Duration SHORTEST = Duration.ofMillis(10);

  /** When to look. */
  private record Times(Duration delay, Duration interval, Duration timeout) {
    static Times of(double delay, double interval, double timeout) {
      Duration pause = HealthTally.seconds(interval);
      return new Times(
          HealthTally.seconds(delay),
          pause.compareTo(SHORTEST) < 0 ? SHORTEST : pause,
          timeout <= 0 ? Duration.ofDays(365) : HealthTally.seconds(timeout)); // 0 is for ever
    }
  }

  private final String name;
  private final Probe probe;
  private final Times times;
  private final Consumer<Optional<CheckStatusInfo>> results;
  private final Thread thread;
  private boolean closed;

  private Checker(
      String name, Probe probe, Times times, Consumer<Optional<CheckStatusInfo>> results) {
    this.name = name;
    this.probe = probe;
    this.times = times;
    this.results = results;
    this.thread = Thread.ofVirtual().name("check-" + name).unstarted(this::run);
  }

  /**
   * Checks the task's health.
   *
   * @param name of the task, for the thread and the log
   * @param known what was told of it last, by an agent before this one
   * @param news called on the checker's thread: the first success, each failure after the grace
   *     period, the first success after failures
   * @throws IllegalArgumentException if the check has no type
   */
  public static Checker health(
      HealthCheck check,
      Target target,
      String name,
      Optional<Boolean> known,
      Consumer<Health> news) {
    InstantSource clock = InstantSource.system();
    HealthTally tally = new HealthTally(check, clock.instant(), known);
    return start(
        new Checker(
            name,
            Probe.of(check, target),
            Times.of(
                check.getDelaySeconds(), check.getIntervalSeconds(), check.getTimeoutSeconds()),
            result -> {
              Instant now = clock.instant();
              boolean passed = result.filter(found -> passed(check, found)).isPresent();
              (passed ? tally.success() : tally.failure(now)).ifPresent(news);
            }));
  }

  /**
   * Makes a general check.
   *
   * @param news called on the checker's thread whenever the status has changed
   * @throws IllegalArgumentException if the check has no type
   */
  public static Checker general(
      CheckInfo check, Target target, String name, Consumer<CheckStatusInfo> news) {
    CheckStatusInfo nothing = initial(check);
    CheckStatusInfo[] last = {nothing};
    return start(
        new Checker(
            name,
            Probe.of(check, target),
            Times.of(
                check.getDelaySeconds(), check.getIntervalSeconds(), check.getTimeoutSeconds()),
            result -> {
              CheckStatusInfo status = result.orElse(nothing);
              if (!status.equals(last[0])) {
                last[0] = status;
                news.accept(status);
              }
            }));
  }

  /** What is told of the check before it was made first, and when nothing can be found out. */
  public static CheckStatusInfo initial(CheckInfo check) {
    CheckStatusInfo.Builder status = CheckStatusInfo.newBuilder().setType(check.getType());
    return switch (check.getType()) {
      case COMMAND -> status.setCommand(CheckStatusInfo.Command.getDefaultInstance()).build();
      case HTTP -> status.setHttp(CheckStatusInfo.Http.getDefaultInstance()).build();
      case TCP -> status.setTcp(CheckStatusInfo.Tcp.getDefaultInstance()).build();
      case UNKNOWN -> throw new IllegalArgumentException("a check without a type");
    };
  }

  private static Checker start(Checker checker) {
    checker.thread.start();
    return checker;
  }

  private static boolean passed(HealthCheck check, CheckStatusInfo found) {
    return switch (check.getType()) {
      case COMMAND -> found.getCommand().getExitCode() == 0;
      case HTTP -> passed(check.getHttp().getStatusesList(), found.getHttp().getStatusCode());
      case TCP -> found.getTcp().getSucceeded();
      case UNKNOWN -> false;
    };
  }

  private static boolean passed(List<Integer> statuses, int status) {
    return statuses.isEmpty() ? status >= 200 && status < 400 : statuses.contains(status);
  }

  private void run() {
    try {
      TimeUnit.NANOSECONDS.sleep(times.delay().toNanos());
      while (true) {
        tell(look());
        TimeUnit.NANOSECONDS.sleep(times.interval().toNanos());
      }
    } catch (InterruptedException e) {
      LOG.debug("{} is not checked any more", name, e); // only close() interrupts
    }
  }

  private synchronized void tell(Optional<CheckStatusInfo> result) {
    if (!closed) {
      results.accept(result);
    }
  }

  private Optional<CheckStatusInfo> look() throws InterruptedException {
    FutureTask<CheckStatusInfo> look = new FutureTask<>(probe::look);
    Thread.ofVirtual().name("look-" + name).start(look);
    try {
      return Optional.of(look.get(times.timeout().toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      LOG.info("check of {} timed out after {}", name, times.timeout());
    } catch (ExecutionException e) {
      LOG.info("check of {} failed: {}", name, e.getCause().toString());
    } finally {
      look.cancel(true);
    }
    return Optional.empty();
  }

  /** Says nothing any more once this has returned; does not wait for a check under way. */
  @Override
  public void close() {
    thread.interrupt();
    synchronized (this) {
      closed = true;
    }
  }
}
