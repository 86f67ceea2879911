package io.cellos.mesos.agent.testing;

import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.Value;

/** Descriptions of frameworks and tasks. */
public final class Tasks {
  public static final FrameworkInfo FRAMEWORK =
      FrameworkInfo.newBuilder()
          .setName("test")
          .setUser("")
          .setId(FrameworkID.newBuilder().setValue("0b1c2d3e-test-0000"))
          .build();

  private Tasks() {}

  public static TaskInfo shell(String id, String command) {
    return task(id).setCommand(CommandInfo.newBuilder().setValue(command)).build();
  }

  public static TaskInfo.Builder task(String id) {
    return TaskInfo.newBuilder()
        .setName("task " + id)
        .setTaskId(id(id))
        .setAgentId(AgentID.newBuilder().setValue(TestMaster.AGENT))
        .addResources(scalar("cpus", 0.1))
        .addResources(scalar("mem", 32));
  }

  public static TaskID id(String id) {
    return TaskID.newBuilder().setValue(id).build();
  }

  public static Resource scalar(String name, double amount) {
    return Resource.newBuilder()
        .setName(name)
        .setType(Value.Type.SCALAR)
        .setScalar(Value.Scalar.newBuilder().setValue(amount))
        .setAllocationInfo(Resource.AllocationInfo.newBuilder().setRole("*"))
        .build();
  }
}
