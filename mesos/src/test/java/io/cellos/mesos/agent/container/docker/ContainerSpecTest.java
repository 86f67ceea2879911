package io.cellos.mesos.agent.container.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.base.json.Json;
import io.cellos.mesos.agent.container.cgroup.Amounts;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.ContainerInfo;
import org.apache.mesos.v1.Protos.ContainerInfo.DockerInfo;
import org.apache.mesos.v1.Protos.NetworkInfo;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Value;
import org.apache.mesos.v1.Protos.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerSpecTest {
  private static final Resource PORT =
      Resource.newBuilder()
          .setName("ports")
          .setType(Value.Type.RANGES)
          .setRanges(
              Value.Ranges.newBuilder()
                  .addRange(Value.Range.newBuilder().setBegin(9000).setEnd(9000)))
          .build();

  private final DockerInfo.Builder docker = DockerInfo.newBuilder().setImage("busybox");
  private final ContainerInfo.Builder container = ContainerInfo.newBuilder();
  private final CommandInfo.Builder command = CommandInfo.newBuilder().setValue("true");

  private ObjectNode spec() throws DockerException {
    container.setType(ContainerInfo.Type.DOCKER).setDocker(docker);
    return ContainerSpec.of(
        new DockerLaunch(
            "c1",
            container.build(),
            command.build(),
            Map.of("A", "1", "PATH", "/of/the/agent"),
            List.of(PORT),
            new Amounts(2, OptionalDouble.of(2), 64 << 20, OptionalDouble.of(128 << 20)),
            Path.of("/sandbox"),
            List.of(new DockerLaunch.Mount(Path.of("/volumes/v1"), "data", false)),
            Optional.of(InetAddress.ofLiteral("127.0.0.2"))),
        "mesos-c1",
        "me");
  }

  @Test
  void describesAll() throws DockerException {
    assertThat(Json.tree(Json.bytes(spec())))
        .isEqualTo(
            Json.tree(
                """
                {"HostConfig":{
                  "Binds":["/sandbox:/mnt/mesos/sandbox:rw",
                           "/volumes/v1:/mnt/mesos/sandbox/data:rw"],
                  "CpuShares":2048,"CpuPeriod":100000,"CpuQuota":200000,
                  "Memory":134217728,"MemoryReservation":67108864,
                  "NetworkMode":"host","Privileged":false,
                  "LogConfig":{"Type":"json-file","Config":{"max-size":"10m","max-file":"2"}}},
                 "Image":"busybox","Labels":{"io.cellos.mesos.agent":"me"},
                 "Entrypoint":["/bin/sh"],"Cmd":["-c","true"],
                 "Env":["A=1","MESOS_CONTAINER_NAME=mesos-c1","MESOS_DIRECTORY=/mnt/mesos/sandbox",
                        "MESOS_SANDBOX=/mnt/mesos/sandbox"]}
                """
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  @Test
  void anImageRunsAsItIsWithoutACommand() throws DockerException {
    command.clearValue().setShell(false);
    assertThat(spec().has("Cmd")).isFalse();
    assertThat(spec().has("Entrypoint")).isFalse();
  }

  @Test
  void aPathOfTheTasksOwnIsKept() throws DockerException {
    command.getEnvironmentBuilder().addVariablesBuilder().setName("PATH").setValue("/own");
    assertThat(spec().path("Env").toString()).contains("\"PATH=/own\"");
  }

  @Test
  void portsAreMappedAtTheAgentsAddress() throws DockerException {
    docker.setNetwork(DockerInfo.Network.BRIDGE);
    docker.addPortMappingsBuilder().setHostPort(9000).setContainerPort(80);
    assertThat(spec().at("/HostConfig/PortBindings").toString())
        .isEqualTo("{\"80/tcp\":[{\"HostIp\":\"127.0.0.2\",\"HostPort\":\"9000\"}]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hostname|h|/Hostname|\"h\"",
        "user|7:8|/User|\"7:8\"",
        "net|weave|/HostConfig/NetworkMode|\"weave\"",
        "cap-add|SYS_ADMIN|/HostConfig/CapAdd|[\"SYS_ADMIN\"]",
        "add-host|a:1.2.3.4|/HostConfig/ExtraHosts|[\"a:1.2.3.4\"]",
        "v|/a:/b:ro|/HostConfig/Binds/2|\"/a:/b:ro\"",
        "e|X=y=z|/Env/4|\"X=y=z\"",
        "label|k=v|/Labels/k|\"v\"",
        "memory-swap|-1|/HostConfig/MemorySwap|-1",
        "m|1g|/HostConfig/Memory|1073741824",
        "shm-size|64MB|/HostConfig/ShmSize|67108864",
        "read-only|true|/HostConfig/ReadonlyRootfs|true",
        "init|''|/HostConfig/Init|true",
        "privileged|false|/HostConfig/Privileged|false",
        "ulimit|nofile=1024:2048|/HostConfig/Ulimits/0|{\"Name\":\"nofile\",\"Soft\":1024,\"Hard\":2048}",
        "cpus|1.5|/HostConfig/NanoCpus|1500000000",
        "tmpfs|/run:size=64m|/HostConfig/Tmpfs|{\"/run\":\"size=64m\"}",
        "sysctl|net.core.somaxconn=10|/HostConfig/Sysctls|{\"net.core.somaxconn\":\"10\"}",
        "device|/dev/fuse|/HostConfig/Devices/0|{\"PathOnHost\":\"/dev/fuse\",\"PathInContainer\":\"/dev/fuse\",\"CgroupPermissions\":\"rwm\"}",
        "device|/dev/a:/dev/b:r|/HostConfig/Devices/0|{\"PathOnHost\":\"/dev/a\",\"PathInContainer\":\"/dev/b\",\"CgroupPermissions\":\"r\"}",
        "log-driver|syslog|/HostConfig/LogConfig|{\"Type\":\"syslog\",\"Config\":{}}",
        "log-opt|max-file=9|/HostConfig/LogConfig/Config/max-file|\"9\"",
        "publish|127.0.0.1:80:8080|/HostConfig/PortBindings|{\"8080/tcp\":[{\"HostIp\":\"127.0.0.1\",\"HostPort\":\"80\"}]}",
        "publish|53/udp|/ExposedPorts|{\"53/udp\":{}}",
        "stop-timeout|9|/StopTimeout|9",
        "entrypoint|/bin/x|/Entrypoint|[\"/bin/x\"]",
      })
  void knowsOptionsOfDockerRun(String key, String value, String where, String json)
      throws DockerException {
    docker.addParametersBuilder().setKey(key).setValue(value);
    assertThat(spec().at(where).toString()).isEqualTo(json);
  }

  @ParameterizedTest
  @CsvSource({"name, x", "restart, always", "no-such, x", "memory, much", "ulimit, x", "cpus, x"})
  void refusesOptions(String key, String value) {
    docker.addParametersBuilder().setKey(key).setValue(value);
    assertThatThrownBy(this::spec)
        .isInstanceOf(DockerException.class)
        .hasMessageStartingWith("the Docker parameter " + key);
  }

  @Test
  void refusesWhatMakesNoSense() {
    docker.addPortMappingsBuilder().setHostPort(80).setContainerPort(80);
    assertThatThrownBy(this::spec).hasMessageContaining("only on bridge and user networks");
    docker.setNetwork(DockerInfo.Network.BRIDGE);
    assertThatThrownBy(this::spec).hasMessageContaining("host port 80 is not among");
    docker.clearPortMappings().setNetwork(DockerInfo.Network.USER);
    assertThatThrownBy(this::spec).hasMessageContaining("network USER needs");
    container.addNetworkInfos(NetworkInfo.newBuilder().setName("n"));
    container.addVolumesBuilder().setHostPath("a").setContainerPath("b").setMode(Volume.Mode.RW);
    assertThatThrownBy(this::spec).hasMessageContaining("are both relative");
    container.getVolumesBuilder(0).setContainerPath("/b").setHostPath("../out");
    assertThatThrownBy(this::spec).hasMessageContaining("leads out of the sandbox");
    container.clearVolumes().setHostname("h");
    docker.setNetwork(DockerInfo.Network.HOST);
    assertThatThrownBy(this::spec).hasMessageContaining("can't have a hostname");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssh://x", "npipe:////./pipe", "tcp://", "no address"})
  void refusesEngines(String host) {
    assertThatThrownBy(() -> EngineAddress.of(Map.of("DOCKER_HOST", host), Optional.empty()))
        .isInstanceOf(DockerException.class)
        .hasMessageContaining(host);
  }

  @Test
  void findsEngines() throws DockerException {
    assertThat(EngineAddress.of(Map.of(), Optional.empty()).socket())
        .hasToString("/var/run/docker.sock");
    Map<String, String> environment = Map.of("DOCKER_HOST", "tcp://127.0.0.1:99");
    assertThat(EngineAddress.of(environment, Optional.empty()).socket())
        .hasToString("/127.0.0.1:99");
    assertThat(EngineAddress.of(environment, Optional.of("/a/socket")).socket())
        .hasToString("/a/socket");
  }
}
