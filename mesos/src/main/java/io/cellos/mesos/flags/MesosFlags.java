package io.cellos.mesos.flags;

import io.cellos.base.flags.Flags;
import java.time.Duration;

/** What Mesos' flags have and those of other programs do not. */
public final class MesosFlags {
  public static final Flags.Style STYLE = new Flags.Style("MESOS_", "no-");

  private MesosFlags() {}

  public static Duration duration(Flags flags, String name) {
    return flags.read(name, MesosDuration::parse);
  }
}
