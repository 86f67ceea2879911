package io.cellos.marathon.api;

import io.cellos.marathon.core.instance.Condition;
import io.cellos.marathon.core.instance.Goal;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.InstanceId;
import io.cellos.marathon.core.instance.Place;
import io.cellos.marathon.core.instance.Task;
import io.cellos.marathon.core.instance.TaskId;
import io.cellos.marathon.model.RunSpec;
import io.cellos.marathon.model.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.ContainerStatus;
import org.apache.mesos.v1.Protos.NetworkInfo;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;

/** Instances that run, for what is shown of them. */
final class Instances {
  static final Timestamp STAGED = Timestamp.ofMillis(10_000);

  private Instances() {}

  /** On the host {@code h<number>}, with the port 31000 + number. */
  static Instance running(RunSpec spec, int number) {
    InstanceId id = InstanceId.of(spec.id(), "00000000-0000-0000-0000-%012d".formatted(number));
    TaskId task = TaskId.ofApp(id);
    TaskStatus status =
        TaskStatus.newBuilder()
            .setTaskId(TaskID.newBuilder().setValue(task.toString()))
            .setAgentId(AgentID.newBuilder().setValue("s" + number))
            .setState(TaskState.TASK_RUNNING)
            .setContainerStatus(
                ContainerStatus.newBuilder()
                    .addNetworkInfos(
                        NetworkInfo.newBuilder()
                            .addIpAddresses(
                                NetworkInfo.IPAddress.newBuilder().setIpAddress("10.0.0.1"))))
            .build();
    return new Instance(
        id,
        spec,
        spec.role(),
        Goal.RUNNING,
        Condition.RUNNING,
        STAGED,
        Optional.of(STAGED),
        Optional.of(
            new Place("h" + number, "s" + number, Optional.empty(), Optional.empty(), List.of())),
        Map.of(
            task,
            new Task(
                task,
                Condition.RUNNING,
                STAGED,
                Optional.of(STAGED),
                Optional.of(status),
                List.of(31000 + number))),
        List.of(),
        Optional.empty(),
        true);
  }
}
