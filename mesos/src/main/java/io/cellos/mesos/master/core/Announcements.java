package io.cellos.mesos.master.core;

import io.cellos.mesos.master.core.state.Agent;
import io.cellos.mesos.master.core.state.Framework;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.Task;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.master.Protos.Event;

/** News for operators. */
final class Announcements {
  private Announcements() {}

  static Event.Builder added(Task task) {
    return Event.newBuilder()
        .setType(Event.Type.TASK_ADDED)
        .setTaskAdded(Event.TaskAdded.newBuilder().setTask(task));
  }

  static Event.Builder updated(Task task, TaskStatus status) {
    return Event.newBuilder()
        .setType(Event.Type.TASK_UPDATED)
        .setTaskUpdated(
            Event.TaskUpdated.newBuilder()
                .setFrameworkId(task.getFrameworkId())
                .setState(task.getState())
                .setStatus(status));
  }

  static Event.Builder added(Agent agent) {
    return Event.newBuilder()
        .setType(Event.Type.AGENT_ADDED)
        .setAgentAdded(Event.AgentAdded.newBuilder().setAgent(agent.view().summary()));
  }

  static Event.Builder removed(AgentID agent) {
    return Event.newBuilder()
        .setType(Event.Type.AGENT_REMOVED)
        .setAgentRemoved(Event.AgentRemoved.newBuilder().setAgentId(agent));
  }

  static Event.Builder added(Framework framework) {
    return Event.newBuilder()
        .setType(Event.Type.FRAMEWORK_ADDED)
        .setFrameworkAdded(
            Event.FrameworkAdded.newBuilder().setFramework(framework.view().summary()));
  }

  static Event.Builder updated(Framework framework) {
    return Event.newBuilder()
        .setType(Event.Type.FRAMEWORK_UPDATED)
        .setFrameworkUpdated(
            Event.FrameworkUpdated.newBuilder().setFramework(framework.view().summary()));
  }

  static Event.Builder removed(FrameworkInfo framework) {
    return Event.newBuilder()
        .setType(Event.Type.FRAMEWORK_REMOVED)
        .setFrameworkRemoved(Event.FrameworkRemoved.newBuilder().setFrameworkInfo(framework));
  }
}
