package io.cellos.mesos.master.core.state;

import java.time.Instant;
import org.apache.mesos.v1.Protos.TimeInfo;

/** Moments in the forms that messages have them. */
public final class Times {
  private static final long NANOS = 1_000_000_000L;

  private Times() {}

  public static TimeInfo info(Instant at) {
    return TimeInfo.newBuilder().setNanoseconds(at.getEpochSecond() * NANOS + at.getNano()).build();
  }

  public static Instant instant(TimeInfo info) {
    return Instant.ofEpochSecond(
        Math.floorDiv(info.getNanoseconds(), NANOS), Math.floorMod(info.getNanoseconds(), NANOS));
  }

  /** Seconds since the epoch, as in a task's status. */
  public static double seconds(Instant at) {
    return at.getEpochSecond() + at.getNano() / 1e9;
  }
}
