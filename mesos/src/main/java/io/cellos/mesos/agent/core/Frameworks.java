package io.cellos.mesos.agent.core;

import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.FrameworkInfo.Capability;

/** What frameworks say they can do. */
final class Frameworks {
  private Frameworks() {}

  static boolean isPartitionAware(FrameworkInfo framework) {
    return has(framework, Capability.Type.PARTITION_AWARE);
  }

  static boolean knowsKilling(FrameworkInfo framework) {
    return has(framework, Capability.Type.TASK_KILLING_STATE);
  }

  private static boolean has(FrameworkInfo framework, Capability.Type type) {
    return framework.getCapabilitiesList().stream().anyMatch(c -> c.getType() == type);
  }
}
