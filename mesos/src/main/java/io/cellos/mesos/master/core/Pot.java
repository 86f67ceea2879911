package io.cellos.mesos.master.core;

import io.cellos.mesos.master.core.state.Agent;
import io.cellos.mesos.master.core.state.ExecutorEntry;
import io.cellos.mesos.master.core.state.Framework;
import io.cellos.mesos.master.core.validation.Site;
import io.cellos.protocols.mesos.Resources;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.ContainerInfo;
import org.apache.mesos.v1.Protos.ExecutorID;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.TaskID;

/** What is left of accepted offers while their operations are done. */
final class Pot implements Site {
  private final Framework framework;
  private final Agent agent;
  private final String role;
  private Resources available;

  Pot(Framework framework, Agent agent, String role, Resources offered) {
    this.framework = framework;
    this.agent = agent;
    this.role = role;
    this.available = offered;
  }

  Framework of() {
    return framework;
  }

  Agent on() {
    return agent;
  }

  String role() {
    return role;
  }

  void take(Resources part) {
    available = available.minus(part);
  }

  void become(Resources changed) {
    available = changed;
  }

  @Override
  public FrameworkID framework() {
    return framework.id();
  }

  @Override
  public AgentID agent() {
    return agent.id();
  }

  @Override
  public boolean hasTask(TaskID id) {
    return framework.task(id).isPresent();
  }

  @Override
  public boolean hasUnreachableTask(TaskID id) {
    return framework.unreachable(id).isPresent();
  }

  @Override
  public Optional<ExecutorInfo> executor(ExecutorID id) {
    return agent.executor(framework.id(), id).map(ExecutorEntry::info);
  }

  @Override
  public List<ContainerInfo> containers(ExecutorID id) {
    return agent.tasks(framework.id()).stream()
        .filter(task -> task.task().getExecutorId().equals(id))
        .map(task -> task.task().getContainer())
        .toList();
  }

  @Override
  public Resources available() {
    return available;
  }
}
