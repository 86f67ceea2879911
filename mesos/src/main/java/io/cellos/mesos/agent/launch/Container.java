package io.cellos.mesos.agent.launch;

import io.cellos.mesos.agent.container.cgroup.Amounts;
import io.cellos.mesos.agent.container.cgroup.Limits;
import io.cellos.mesos.agent.core.AgentEffect;
import io.cellos.mesos.agent.core.Kind;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.ContainerInfo;
import org.apache.mesos.v1.Protos.NetworkInfo;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.TaskInfo;

/** What a launch says of its container, whether it is a task's or a custom executor's. */
record Container(AgentEffect.Launch launch) {
  String id() {
    return launch.container().getValue();
  }

  CommandInfo command() {
    return launch.kind() == Kind.CUSTOM
        ? launch.executor().getCommand()
        : launch.task().orElseThrow().getCommand();
  }

  ContainerInfo info() {
    return launch
        .task()
        .filter(task -> launch.kind() != Kind.CUSTOM)
        .map(TaskInfo::getContainer)
        .orElse(launch.executor().getContainer());
  }

  boolean isDocker() {
    return info().getType() == ContainerInfo.Type.DOCKER && info().hasDocker();
  }

  List<Resource> resources() {
    return launch
        .task()
        .map(TaskInfo::getResourcesList)
        .orElse(launch.executor().getResourcesList());
  }

  Amounts amounts(boolean quota) {
    return Amounts.of(
        resources(), launch.task().map(TaskInfo::getLimitsMap).orElse(Map.of()), quota);
  }

  /** Of its control group: its id after those of the containers it is in. */
  String groupName() {
    return Limits.name(launch.container());
  }

  /** Of containers that are on this machine's network. */
  static NetworkInfo network(InetAddress ip) {
    return NetworkInfo.newBuilder()
        .addIpAddresses(NetworkInfo.IPAddress.newBuilder().setIpAddress(ip.getHostAddress()))
        .build();
  }
}
