package io.cellos.marathon.loop;

import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.InstanceId;

/** Who makes health checks and readiness checks. Neither method waits. */
public interface Checks {
  /** All checks of the instance are to be made, as it is now. */
  void watch(Instance instance);

  /** None of its checks are to be made any more. */
  void unwatch(InstanceId instance);
}
