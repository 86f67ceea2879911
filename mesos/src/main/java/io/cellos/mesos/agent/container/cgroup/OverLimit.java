package io.cellos.mesos.agent.container.cgroup;

import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.TaskStatus.Reason;

/**
 * A container used more than it may.
 *
 * @param used what it had too much of
 */
public record OverLimit(Reason reason, String message, Resource used) {}
