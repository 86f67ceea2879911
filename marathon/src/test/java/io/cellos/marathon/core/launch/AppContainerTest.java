package io.cellos.marathon.core.launch;

import static io.cellos.marathon.core.launch.Fixtures.app;
import static io.cellos.marathon.core.launch.Fixtures.env;
import static io.cellos.marathon.core.launch.Fixtures.fits;
import static io.cellos.marathon.core.launch.Fixtures.offer;
import static io.cellos.marathon.core.launch.Fixtures.scheduled;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.mesos.v1.Protos.ContainerInfo;
import org.apache.mesos.v1.Protos.ContainerInfo.DockerInfo;
import org.apache.mesos.v1.Protos.HealthCheck;
import org.apache.mesos.v1.Protos.NetworkInfo;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppContainerTest {
  private static final String AGENT = "cpus:4;mem:4096;disk:1000;ports:[31000-31000]";

  private static TaskInfo task(String app) {
    return AppLaunchTest.task(fits(offer(AGENT), scheduled(app(app))));
  }

  @Test
  void dockerGetsItsBridgeAndPorts() {
    TaskInfo task =
        task(
            """
            {'id':'/web','args':['-v'],'networks':[{'mode':'container/bridge'}],
             'container':{'type':'DOCKER',
              'docker':{'image':'nginx','forcePullImage':true,'privileged':true,
                'parameters':[{'key':'hostname','value':'a.b'}]},
              'portMappings':[{'containerPort':80,'hostPort':0,'protocol':'udp,tcp','name':'http'}],
              'volumes':[{'containerPath':'/in','hostPath':'/out','mode':'RO'}]}}
            """);
    ContainerInfo container = task.getContainer();
    DockerInfo docker = container.getDocker();
    assertThat(container.getType()).isEqualTo(ContainerInfo.Type.DOCKER);
    assertThat(docker.getImage()).isEqualTo("nginx");
    assertThat(docker.getNetwork()).isEqualTo(DockerInfo.Network.BRIDGE);
    assertThat(docker.getForcePullImage()).isTrue();
    assertThat(docker.getPrivileged()).isTrue();
    assertThat(docker.getPortMappingsList())
        .extracting(p -> p.getHostPort() + ">" + p.getContainerPort() + "/" + p.getProtocol())
        .containsExactly("31000>80/udp", "31000>80/tcp");
    assertThat(docker.getParametersList())
        .extracting(p -> p.getKey() + "=" + p.getValue())
        .containsExactly("hostname=a.b", "label=MESOS_TASK_ID=" + task.getTaskId().getValue());
    assertThat(container.getVolumesList())
        .containsExactly(
            Volume.newBuilder()
                .setContainerPath("/in")
                .setHostPath("/out")
                .setMode(Volume.Mode.RO)
                .build());
    assertThat(container.getNetworkInfosCount()).isZero();
    assertThat(task.getCommand().getShell()).isFalse();
    assertThat(task.getCommand().hasValue()).isFalse();
    assertThat(task.getCommand().getArgumentsList()).containsExactly("-v");
    assertThat(env(task.getCommand()))
        .containsEntry("MARATHON_APP_DOCKER_IMAGE", "nginx")
        .containsEntry("PORT0", "31000")
        .containsEntry("PORT_80", "31000")
        .containsEntry("PORT_HTTP", "31000");
    assertThat(task.getDiscovery().getPorts().getPorts(0).getLabels().getLabels(0).getValue())
        .isEqualTo("host");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'mode':'host'}                    | HOST | 0
          {'mode':'container','name':'blue'} | USER | 1
          """)
  void dockerKnowsOtherNetworksToo(String network, DockerInfo.Network mode, int infos) {
    ContainerInfo container =
        task("""
                {'id':'/web','networks':[%s],'container':{'type':'DOCKER','docker':{'image':'i'}}}
                """
                .formatted(network))
            .getContainer();
    assertThat(container.getDocker().getNetwork()).isEqualTo(mode);
    assertThat(container.getNetworkInfosCount()).isEqualTo(infos);
  }

  @Test
  void anImageAloneDecidesWhatIsExecuted() {
    TaskInfo task = task("{'id':'/web','container':{'type':'DOCKER','docker':{'image':'i'}}}");
    assertThat(task.getCommand().getShell()).isFalse();
    assertThat(task.getCommand().hasValue()).isFalse();
    assertThat(task.getCommand().getArgumentsCount()).isZero();
  }

  @Test
  void mesosRunsImagesItself() {
    ContainerInfo container =
        task("""
                {'id':'/web','cmd':'sleep 1','tty':true,
                 'networks':[{'mode':'container/bridge','labels':{'a':'b'}}],
                 'container':{'type':'MESOS','docker':{'image':'nginx','forcePullImage':true},
                  'linuxInfo':{'seccomp':{'unconfined':true},'ipcInfo':{'mode':'PRIVATE','shmSize':5}},
                  'portMappings':[{'containerPort':80,'hostPort':0,'protocol':'tcp'}]}}
                """)
            .getContainer();
    assertThat(container.getType()).isEqualTo(ContainerInfo.Type.MESOS);
    assertThat(container.getMesos().getImage().getDocker().getName()).isEqualTo("nginx");
    assertThat(container.getMesos().getImage().getCached()).isFalse();
    assertThat(container.hasTtyInfo()).isTrue();
    assertThat(container.getLinuxInfo().getSeccomp().getUnconfined()).isTrue();
    assertThat(container.getLinuxInfo().getShmSize()).isEqualTo(5);
    assertThat(container.getNetworkInfos(0).getName()).isEqualTo("mesos-bridge");
    assertThat(container.getNetworkInfos(0).getLabels().getLabels(0).getKey()).isEqualTo("a");
    assertThat(container.getNetworkInfos(0).getPortMappings(0).getContainerPort()).isEqualTo(80);
    assertThat(container.getNetworkInfos(0).getPortMappings(0).getHostPort()).isEqualTo(31000);
  }

  @Test
  void externalVolumesAreMounted() {
    Volume volume =
        task("""
                {'id':'/web','cmd':'sleep 1','container':{'type':'MESOS','volumes':[
                  {'containerPath':'/d','mode':'RW','external':{'name':'vol','provider':'dvdi','size':5,
                   'options':{'dvdi/driver':'rexray','dvdi/iops':'10','other/a':'x'}}}]}}
                """)
            .getContainer()
            .getVolumes(0);
    assertThat(volume.getSource().getDockerVolume().getDriver()).isEqualTo("rexray");
    assertThat(volume.getSource().getDockerVolume().getName()).isEqualTo("vol");
    assertThat(volume.getSource().getDockerVolume().getDriverOptions().getParameterList())
        .extracting(p -> p.getKey() + "=" + p.getValue())
        .containsExactlyInAnyOrder("iops=10", "size=5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'protocol':'MESOS_HTTP','path':'/h','portIndex':0}   | HTTP http 80 /h
          {'protocol':'MESOS_HTTPS','portIndex':0}              | HTTP https 80
          {'protocol':'MESOS_TCP','port':99}                    | TCP 99
          {'protocol':'MESOS_TCP'}                              | TCP 80
          {'protocol':'COMMAND','command':{'value':'look'}}     | COMMAND look
          {'protocol':'HTTP','path':'/h'}                       | none
          {'protocol':'TCP'}                                    | none
          """)
  void mesosIsAskedForItsHealthChecksOnly(String check, String expected) {
    TaskInfo task =
        task(
            """
            {'id':'/web','cmd':'sleep 1','networks':[{'mode':'container/bridge'}],
             'healthChecks':[%s],'container':{'type':'MESOS','portMappings':[
                {'containerPort':80,'hostPort':0}]}}
            """
                .formatted(
                    check.replaceFirst(
                        "}$",
                        ",'gracePeriodSeconds':1,'intervalSeconds':2,'timeoutSeconds':3,"
                            + "'maxConsecutiveFailures':4}")));
    assertThat(task.hasHealthCheck() ? words(task.getHealthCheck()) : "none").isEqualTo(expected);
    if (task.hasHealthCheck()) {
      assertThat(task.getHealthCheck().getGracePeriodSeconds()).isEqualTo(1);
      assertThat(task.getHealthCheck().getIntervalSeconds()).isEqualTo(2);
      assertThat(task.getHealthCheck().getTimeoutSeconds()).isEqualTo(3);
      assertThat(task.getHealthCheck().getConsecutiveFailures()).isEqualTo(4);
      assertThat(task.getHealthCheck().getDelaySeconds()).isEqualTo(15);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "MESOS_HTTP, IPv6",
    "MESOS_HTTPS, IPv6",
    "MESOS_TCP, IPv6",
    "MESOS_HTTP, IPv4",
    "MESOS_TCP, IPv4"
  })
  void mesosIsToldOfWhichKindTheAddressIs(String protocol, NetworkInfo.Protocol kind) {
    HealthCheck check =
        task("""
                {'id':'/web','networks':[{'mode':'container','name':'n'}],
                 'healthChecks':[{'protocol':'%s','ipProtocol':'%s'}],
                 'container':{'type':'DOCKER','docker':{'image':'i'},
                  'portMappings':[{'containerPort':80}]}}
                """
                .formatted(protocol, kind))
            .getHealthCheck();
    assertThat(check.hasTcp() ? check.getTcp().getProtocol() : check.getHttp().getProtocol())
        .isEqualTo(kind);
    assertThat(check.hasTcp() ? check.getTcp().getPort() : check.getHttp().getPort()).isEqualTo(80);
  }

  private static String words(HealthCheck check) {
    String type = check.getType() + " ";
    if (check.hasCommand()) {
      return type + check.getCommand().getValue();
    }
    if (check.hasTcp()) {
      return type + check.getTcp().getPort();
    }
    HealthCheck.HTTPCheckInfo http = check.getHttp();
    return (type + http.getScheme() + " " + http.getPort() + " " + http.getPath()).strip();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'http':{'portIndex':0,'path':'/c'}}         | HTTP 31000 /c
          {'tcp':{'port':99}}                          | TCP 99
          {'exec':{'command':{'shell':'look'}}}        | COMMAND look
          """)
  void mesosIsAskedForTheCheck(String check, String expected) {
    TaskInfo task = task("{'id':'/web','cmd':'sleep 1','check':" + check + "}");
    String found =
        switch (task.getCheck().getType()) {
          case HTTP ->
              "HTTP "
                  + task.getCheck().getHttp().getPort()
                  + " "
                  + task.getCheck().getHttp().getPath();
          case TCP -> "TCP " + task.getCheck().getTcp().getPort();
          case COMMAND -> "COMMAND " + task.getCheck().getCommand().getCommand().getValue();
          case UNKNOWN -> "none";
        };
    assertThat(found).isEqualTo(expected);
  }
}
