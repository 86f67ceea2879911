package io.cellos.mesos.agent.container.docker;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.base.json.Json;
import io.cellos.mesos.agent.container.cgroup.Amounts;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.mesos.v1.Protos.ContainerInfo;
import org.apache.mesos.v1.Protos.ContainerInfo.DockerInfo;
import org.apache.mesos.v1.Protos.Parameter;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Volume;

/** What the engine is told to make of a launch. */
final class ContainerSpec {
  /** Each container's log is read as it grows; what the engine keeps of it is small. */
  private static final String LOG_SIZE = "10m";

  private final DockerLaunch launch;
  private final ContainerInfo container;
  private final DockerInfo docker;
  private final ObjectNode root = Json.mapper().createObjectNode();
  private final ObjectNode host = root.putObject("HostConfig");
  private final ArrayNode binds = host.putArray("Binds");

  private ContainerSpec(DockerLaunch launch) {
    this.launch = launch;
    this.container = launch.container();
    this.docker = launch.container().getDocker();
  }

  /**
   * @param owner the label by which the agent knows its containers
   * @throws DockerException if the framework asks for what can't be done
   */
  static ObjectNode of(DockerLaunch launch, String name, String owner) throws DockerException {
    ContainerSpec spec = new ContainerSpec(launch);
    spec.root.put("Image", spec.docker.getImage());
    spec.root.putObject("Labels").put(DockerContainers.OWNER, owner);
    spec.command();
    spec.environment(name);
    spec.amounts();
    spec.volumes();
    String network = spec.network();
    spec.ports(network);
    spec.host.put("Privileged", spec.docker.getPrivileged());
    spec.host
        .putObject("LogConfig")
        .put("Type", "json-file")
        .putObject("Config")
        .put("max-size", LOG_SIZE)
        .put("max-file", "2");
    for (Parameter parameter : spec.docker.getParametersList()) {
      DockerParameters.apply(parameter.getKey(), parameter.getValue(), spec.root);
    }
    return spec.root;
  }

  /** A shell command takes the place of the image's entry point, arguments are given to it. */
  private void command() throws DockerException {
    if (launch.command().getShell()) {
      if (!launch.command().hasValue()) {
        throw new DockerException("a shell command is wanted, and none given");
      }
      root.putArray("Entrypoint").add("/bin/sh");
      root.putArray("Cmd").add("-c").add(launch.command().getValue());
      return;
    }
    ArrayNode words = Json.mapper().createArrayNode();
    if (launch.command().hasValue()) {
      words.add(launch.command().getValue());
    }
    launch.command().getArgumentsList().forEach(words::add);
    if (!words.isEmpty()) {
      root.set("Cmd", words);
    }
  }

  private void environment(String name) {
    Map<String, String> all = new TreeMap<>(launch.environment());
    all.remove("PATH"); // the image knows where its programs are
    launch
        .command()
        .getEnvironment()
        .getVariablesList()
        .forEach(variable -> all.put(variable.getName(), variable.getValue()));
    all.put("MESOS_SANDBOX", DockerLaunch.SANDBOX);
    all.put("MESOS_DIRECTORY", DockerLaunch.SANDBOX);
    all.put("MESOS_CONTAINER_NAME", name);
    ArrayNode env = root.putArray("Env");
    all.forEach((key, value) -> env.add(key + "=" + value));
  }

  private void amounts() {
    Amounts amounts = launch.amounts();
    host.put("CpuShares", amounts.cpuShares());
    if (amounts.cpuQuotaMicros().isPresent()) {
      host.put("CpuPeriod", Amounts.PERIOD_MICROS);
      host.put("CpuQuota", amounts.cpuQuotaMicros().getAsLong());
    }
    if (amounts.memLimitBytes().isPresent()) {
      host.put("Memory", amounts.memLimitBytes().getAsLong());
    }
    host.put(
        "MemoryReservation",
        Math.min(amounts.memShareBytes(), amounts.memLimitBytes().orElse(Long.MAX_VALUE)));
  }

  @SuppressWarnings("deprecation") // frameworks still use volume_driver
  private void volumes() throws DockerException {
    bind(launch.sandbox().toString(), DockerLaunch.SANDBOX, false);
    for (Volume volume : container.getVolumesList()) {
      bind(source(volume), volume.getContainerPath(), volume.getMode() == Volume.Mode.RO);
    }
    for (DockerLaunch.Mount mount : launch.mounts()) {
      bind(mount.host().toString(), mount.path(), mount.readOnly());
    }
    if (docker.hasVolumeDriver()) {
      host.put("VolumeDriver", docker.getVolumeDriver());
    }
  }

  private void bind(String source, String inside, boolean readOnly) {
    String path = inside.startsWith("/") ? inside : DockerLaunch.SANDBOX + "/" + inside;
    binds.add(source + ":" + path + (readOnly ? ":ro" : ":rw"));
  }

  @SuppressWarnings("deprecation") // frameworks still use volume_driver
  private String source(Volume volume) throws DockerException {
    if (volume.hasHostPath()) {
      boolean absolute = volume.getHostPath().startsWith("/");
      if (!absolute && !volume.getContainerPath().startsWith("/")) {
        throw new DockerException(
            "host_path '"
                + volume.getHostPath()
                + "' and container_path '"
                + volume.getContainerPath()
                + "' of a volume are both relative");
      }
      return absolute || docker.hasVolumeDriver()
          ? volume.getHostPath()
          : inSandbox(volume.getHostPath());
    }
    return switch (volume.getSource().getType()) {
      case DOCKER_VOLUME -> {
        if (volume.getSource().getDockerVolume().hasDriver()) {
          host.put("VolumeDriver", volume.getSource().getDockerVolume().getDriver());
        }
        yield volume.getSource().getDockerVolume().getName();
      }
      case HOST_PATH -> volume.getSource().getHostPath().getPath();
      case SANDBOX_PATH -> inSandbox(volume.getSource().getSandboxPath().getPath());
      case SECRET, CSI_VOLUME, UNKNOWN ->
          throw new DockerException(
              "a volume of a Docker container needs a host_path, or a source that is a Docker"
                  + " volume, a host path or a sandbox path");
    };
  }

  private String inSandbox(String relative) throws DockerException {
    Path path = launch.sandbox().resolve(relative).normalize();
    if (!path.startsWith(launch.sandbox())) {
      throw new DockerException("the volume '" + relative + "' leads out of the sandbox");
    }
    return path.toString();
  }

  private String network() throws DockerException {
    String network =
        switch (docker.getNetwork()) {
          case HOST -> "host";
          case BRIDGE -> "bridge";
          case NONE -> "none";
          case USER -> {
            if (container.getNetworkInfosCount() != 1 || !container.getNetworkInfos(0).hasName()) {
              throw new DockerException("network USER needs one network_infos with a name");
            }
            yield container.getNetworkInfos(0).getName();
          }
        };
    host.put("NetworkMode", network);
    if (container.hasHostname()) {
      if (network.equals("host")) {
        throw new DockerException("a container on the host's network can't have a hostname");
      }
      root.put("Hostname", container.getHostname());
    }
    return network;
  }

  private void ports(String network) throws DockerException {
    if (docker.getPortMappingsCount() == 0) {
      return;
    }
    if (network.equals("host") || network.equals("none")) {
      throw new DockerException("ports are mapped only on bridge and user networks");
    }
    for (DockerInfo.PortMapping mapping : docker.getPortMappingsList()) {
      if (!offered(mapping.getHostPort())) {
        throw new DockerException(
            "host port " + mapping.getHostPort() + " is not among the task's resources");
      }
      String protocol = mapping.hasProtocol() ? mapping.getProtocol() : "tcp";
      String port = mapping.getContainerPort() + "/" + protocol;
      root.withObject("/ExposedPorts").putObject(port);
      ObjectNode all = host.withObject("/PortBindings");
      ArrayNode bindings = all.has(port) ? (ArrayNode) all.get(port) : all.putArray(port);
      ObjectNode binding = bindings.addObject();
      launch.address().ifPresent(address -> binding.put("HostIp", address.getHostAddress()));
      binding.put("HostPort", Integer.toString(mapping.getHostPort()));
    }
  }

  private boolean offered(int port) {
    return launch.resources().stream()
        .filter(resource -> resource.getName().equals("ports"))
        .map(Resource::getRanges)
        .flatMap(ranges -> ranges.getRangeList().stream())
        .anyMatch(range -> range.getBegin() <= port && port <= range.getEnd());
  }
}
