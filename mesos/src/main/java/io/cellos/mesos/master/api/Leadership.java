package io.cellos.mesos.master.api;

import io.cellos.mesos.master.loop.MasterLoop;
import java.time.Instant;
import org.apache.mesos.v1.Protos.MasterInfo;

/** Who leads, as this master knows it. */
public sealed interface Leadership {
  /** Nobody, or nobody is known. */
  record Nobody() implements Leadership {}

  /** Another one. */
  record Other(MasterInfo leader) implements Leadership {}

  /** This one, and it reads what the last leader left. */
  record Recovering() implements Leadership {}

  /** This one. */
  record Leading(MasterLoop loop, Instant elected) implements Leadership {}
}
