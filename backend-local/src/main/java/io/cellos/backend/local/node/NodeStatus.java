package io.cellos.backend.local.node;

import io.cellos.backend.local.cell.NodeFile;
import io.cellos.backend.local.group.Life;
import io.cellos.backend.local.group.Slot;
import io.cellos.base.process.ProcessRef;
import io.cellos.model.Health;
import io.cellos.model.NodeId;
import io.cellos.model.NodeState;
import java.time.Instant;
import java.util.Optional;

/**
 * What the controller knows about a node.
 *
 * @param health of the last checks
 * @param unhealthySince when the checks of a node that was ready began to fail
 * @param answers whether it answered the last check
 * @param detail what the node said about itself, for people; may be empty
 */
public record NodeStatus(
    NodeFile file,
    Life life,
    Health health,
    Optional<Instant> unhealthySince,
    boolean answers,
    String detail) {

  /** A node as it is found or made, before anything was checked. */
  public static NodeStatus of(NodeFile file, Life life) {
    return new NodeStatus(file, life, Health.UNKNOWN, Optional.empty(), false, "");
  }

  public NodeId id() {
    return file.id();
  }

  public Slot slot() {
    return new Slot(file.role(), file.index());
  }

  public String label() {
    return file.label();
  }

  public NodeStatus with(Life next) {
    return of(file, next);
  }

  public NodeStatus started(ProcessRef process) {
    return of(file.with(process), Life.BOOTING);
  }

  public NodeStatus with(NodeFile changed) {
    return new NodeStatus(changed, life, health, unhealthySince, answers, detail);
  }

  /** After a health check; checks of a node that does not run change nothing. */
  public NodeStatus checked(CheckResult result, Instant now) {
    if (!life.runs()) {
      return this;
    }
    return switch (result.verdict()) {
      case READY ->
          new NodeStatus(file, Life.READY, Health.HEALTHY, Optional.empty(), true, result.detail());
      case FAILED ->
          new NodeStatus(
              file, Life.FAILED, Health.UNHEALTHY, Optional.empty(), true, result.detail());
      case UNWELL, SILENT -> unwell(result, now);
    };
  }

  private NodeStatus unwell(CheckResult result, Instant now) {
    boolean answered = result.verdict() != CheckResult.Verdict.SILENT;
    return switch (life) {
      case READY ->
          new NodeStatus(
              file,
              life,
              Health.UNHEALTHY,
              Optional.of(unhealthySince.orElse(now)),
              answered,
              result.detail());
      case FAILED -> new NodeStatus(file, life, Health.UNHEALTHY, unhealthySince, answered, detail);
      case BOOTING, STARTING, DEAD, RESUMING, ENDING, STOPPED ->
          new NodeStatus(file, life, Health.UNKNOWN, unhealthySince, answered, result.detail());
    };
  }

  /** The state in the words of {@code cell list}. */
  public NodeState state() {
    return switch (life) {
      case STARTING, DEAD, RESUMING -> NodeState.PENDING;
      case BOOTING, READY -> NodeState.RUNNING;
      case FAILED -> NodeState.FAILED;
      case ENDING -> NodeState.STOPPING;
      case STOPPED -> NodeState.STOPPED;
    };
  }
}
