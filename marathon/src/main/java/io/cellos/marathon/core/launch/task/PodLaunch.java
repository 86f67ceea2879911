package io.cellos.marathon.core.launch.task;

import io.cellos.marathon.core.instance.TaskId;
import io.cellos.marathon.model.LinuxInfo;
import io.cellos.marathon.model.PodContainer;
import io.cellos.marathon.model.PodDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.mesos.v1.Protos;
import org.apache.mesos.v1.Protos.ContainerInfo;
import org.apache.mesos.v1.Protos.ExecutorID;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.TaskGroupInfo;

/** The tasks of a pod's instance, one for each container, under one of Mesos' own executors. */
public final class PodLaunch {
  private PodLaunch() {}

  /** Takes what the executor and the tasks need of the grant. */
  public static Launch.Result of(PodDefinition pod, Launch launch) {
    boolean onHost = Networks.onHost(pod.networks());
    long spread = Launch.spread(launch.instance());
    List<List<TaskPort>> ports = new ArrayList<>();
    int first = 0;
    for (PodContainer container : pod.containers()) {
      int last = first + container.endpoints().size();
      List<Optional<Integer>> own = launch.hostPorts().subList(first, last);
      ports.add(TaskPorts.of(container, onHost, own, spread + first));
      first = last;
    }
    List<TaskPort> all = ports.stream().flatMap(List::stream).toList();
    Map<String, String> endpoints = EndpointVariables.of(all, launch.envVarsPrefix());
    TaskGroupInfo.Builder group = TaskGroupInfo.newBuilder();
    List<Launch.LaunchedTask> tasks = new ArrayList<>();
    for (int i = 0; i < pod.containers().size(); i++) {
      PodContainer container = pod.containers().get(i);
      TaskId id = Launch.nextTask(launch.instance(), Optional.of(container.name()));
      group.addTasks(new PodTask(pod, container, launch, id, endpoints).info(ports.get(i)));
      tasks.add(
          new Launch.LaunchedTask(
              id, ports.get(i).stream().flatMap(port -> port.host().stream()).toList()));
    }
    Offer.Operation operation =
        Offer.Operation.newBuilder()
            .setType(Offer.Operation.Type.LAUNCH_GROUP)
            .setLaunchGroup(
                Offer.Operation.LaunchGroup.newBuilder()
                    .setExecutor(executor(pod, launch, all))
                    .setTaskGroup(group))
            .build();
    return new Launch.Result(tasks, operation);
  }

  private static ExecutorInfo executor(PodDefinition pod, Launch launch, List<TaskPort> ports) {
    List<Integer> hostPorts = launch.hostPorts().stream().flatMap(Optional::stream).toList();
    Protos.LinuxInfo.Builder linux = Protos.LinuxInfo.newBuilder().setShareCgroups(false);
    pod.linuxInfo()
        .flatMap(LinuxInfo::ipcInfo)
        .ifPresent(ipc -> Linux.fill(new LinuxInfo(Optional.empty(), Optional.of(ipc)), linux));
    return ExecutorInfo.newBuilder()
        .setType(ExecutorInfo.Type.DEFAULT)
        .setExecutorId(ExecutorID.newBuilder().setValue(launch.instance().id().value()))
        .setFrameworkId(launch.offer().getFrameworkId())
        .addAllResources(launch.grant().take(pod.executorResources()))
        .addAllResources(launch.grant().takePorts(hostPorts))
        .addAllResources(launch.grant().volumes())
        .setContainer(
            ContainerInfo.newBuilder()
                .setType(ContainerInfo.Type.MESOS)
                .setLinuxInfo(linux)
                .addAllNetworkInfos(Networks.infos(pod.networks(), ports, launch.bridgeName())))
        .setLabels(Protobuf.labels(pod.labels()))
        .build();
  }
}
