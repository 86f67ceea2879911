package io.cellos.backend.local.group;

import io.cellos.model.NodeId;
import io.cellos.model.Role;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known about one node when its group is planned.
 *
 * @param hasData whether the disk of a nucleus node still has its data
 * @param tasksRun whether tasks of a node that is dead or not well go on; not asked for others
 * @param unhealthySince when its health checks began to fail without a success since
 * @param answers whether it answered its last health check at all
 */
public record NodeView(
    NodeId id,
    Role role,
    int index,
    Life life,
    boolean hasData,
    boolean tasksRun,
    Optional<Instant> unhealthySince,
    boolean answers) {

  Slot slot() {
    return new Slot(role, index);
  }

  String label() {
    return role + "-" + index;
  }
}
