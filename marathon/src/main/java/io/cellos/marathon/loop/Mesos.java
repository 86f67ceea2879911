package io.cellos.marathon.loop;

import org.apache.mesos.v1.scheduler.Protos.Call;

/** The way to Mesos. */
@FunctionalInterface
public interface Mesos {
  /** Makes the call soon, after those before; it is lost if there is no subscription. */
  void say(Call call);
}
