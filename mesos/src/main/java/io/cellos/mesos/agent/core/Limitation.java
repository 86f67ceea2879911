package io.cellos.mesos.agent.core;

import java.util.List;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.TaskStatus.Reason;

/**
 * A container was ended because it used more than it may.
 *
 * @param resources what it had too much of
 */
public record Limitation(Reason reason, String message, List<Resource> resources) {
  public Limitation {
    resources = List.copyOf(resources);
  }
}
