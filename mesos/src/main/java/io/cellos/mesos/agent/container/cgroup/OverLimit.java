package io.cellos.mesos.agent.container.cgroup;

import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.TaskStatus.Reason;
import org.apache.mesos.v1.Protos.Value;

/**
 * A container used more than it may.
 *
 * @param used what it had too much of
 */
public record OverLimit(Reason reason, String message, Resource used) {
  /** It used so many megabytes. */
  public static OverLimit memory(String message, double megabytes) {
    return new OverLimit(
        Reason.REASON_CONTAINER_LIMITATION_MEMORY,
        message,
        Resource.newBuilder()
            .setName("mem")
            .setType(Value.Type.SCALAR)
            .setScalar(Value.Scalar.newBuilder().setValue(megabytes))
            .build());
  }
}
