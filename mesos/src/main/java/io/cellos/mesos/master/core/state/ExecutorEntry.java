package io.cellos.mesos.master.core.state;

import io.cellos.protocols.mesos.Resources;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.ExecutorInfo;

/**
 * An executor of a framework's own, or for groups of tasks.
 *
 * @param info names its framework; its resources say the role that they are allocated to
 * @param role of its resources
 * @param resources without allocation
 */
public record ExecutorEntry(AgentID agent, ExecutorInfo info, String role, Resources resources) {
  public static ExecutorEntry of(AgentID agent, ExecutorInfo info) {
    return new ExecutorEntry(
        agent,
        info,
        info.getResourcesCount() == 0 ? "*" : info.getResources(0).getAllocationInfo().getRole(),
        Resources.of(info.getResourcesList()).unallocate());
  }
}
