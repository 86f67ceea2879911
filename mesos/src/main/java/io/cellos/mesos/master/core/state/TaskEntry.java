package io.cellos.mesos.master.core.state;

import io.cellos.protocols.mesos.Resources;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.Task;
import org.apache.mesos.v1.Protos.TaskID;

/** A task that has not ended, or whose end its framework has not acknowledged. */
public final class TaskEntry {
  private final String role;
  private final Resources resources;
  private Task task;
  private boolean holding;

  /**
   * @param role that the resources are allocated to
   * @param resources those of the task, without allocation
   */
  public TaskEntry(Task task, String role, Resources resources) {
    this.task = task;
    this.role = role;
    this.resources = resources;
  }

  /** Of a task whose resources say the role that they are allocated to. */
  static TaskEntry of(Task task) {
    return new TaskEntry(
        task,
        task.getResourcesCount() == 0 ? "*" : task.getResources(0).getAllocationInfo().getRole(),
        Resources.of(task.getResourcesList()).unallocate());
  }

  public TaskID id() {
    return task.getTaskId();
  }

  public FrameworkID framework() {
    return task.getFrameworkId();
  }

  public AgentID agent() {
    return task.getAgentId();
  }

  public String role() {
    return role;
  }

  public Resources resources() {
    return resources;
  }

  public Task task() {
    return task;
  }

  void set(Task changed) {
    task = changed;
  }

  /** Whether its resources count as used. */
  public boolean isHolding() {
    return holding;
  }

  void hold(boolean held) {
    holding = held;
  }
}
