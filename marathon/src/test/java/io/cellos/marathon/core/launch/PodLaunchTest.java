package io.cellos.marathon.core.launch;

import static io.cellos.marathon.core.launch.Fixtures.env;
import static io.cellos.marathon.core.launch.Fixtures.fits;
import static io.cellos.marathon.core.launch.Fixtures.offer;
import static io.cellos.marathon.core.launch.Fixtures.pod;
import static io.cellos.marathon.core.launch.Fixtures.scheduled;
import static io.cellos.marathon.core.launch.Fixtures.words;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.Task;
import java.util.List;
import java.util.Map;
import org.apache.mesos.v1.Protos.ContainerInfo;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.Offer.Operation;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.Volume;
import org.apache.mesos.v1.Protos.Volume.Source.SandboxPath;
import org.junit.jupiter.api.Test;

class PodLaunchTest {
  private static final String AGENT = "cpus:4;mem:4096;disk:1000;gpus:1;ports:[31000-31009]";
  private static final String ID = "shop_p.instance-00000000-0000-0000-0000-000000000001";

  private static Operation.LaunchGroup group(OfferMatch.Fits fits) {
    assertThat(fits.operations().getLast().getType()).isEqualTo(Operation.Type.LAUNCH_GROUP);
    return fits.operations().getLast().getLaunchGroup();
  }

  @Test
  void theSmallestPodIsATaskUnderAnExecutor() {
    OfferMatch.Fits fits =
        fits(
            offer(AGENT),
            scheduled(
                pod(
                    """
                    {'id':'/shop/p','containers':[{'name':'c','resources':{'cpus':1,'mem':64},
                      'exec':{'command':{'shell':'sleep 1'}}}]}
                    """)));
    ExecutorInfo executor = group(fits).getExecutor();
    assertThat(executor.getType()).isEqualTo(ExecutorInfo.Type.DEFAULT);
    assertThat(executor.getExecutorId().getValue()).isEqualTo(ID);
    assertThat(executor.getFrameworkId().getValue()).isEqualTo("framework-1");
    assertThat(words(executor.getResourcesList())).isEqualTo("cpus:0.1; mem:32; disk:10");
    assertThat(executor.getContainer().getNetworkInfosCount()).isZero();
    TaskInfo task = group(fits).getTaskGroup().getTasks(0);
    assertThat(task.getTaskId().getValue()).isEqualTo(ID + ".c.1");
    assertThat(task.getName()).isEqualTo("c");
    assertThat(words(task.getResourcesList())).isEqualTo("cpus:1; mem:64");
    assertThat(task.getCommand().getShell()).isTrue();
    assertThat(task.getDiscovery().getName()).isEqualTo("p.shop");
    assertThat(words(fits.rest().getResourcesList()))
        .isEqualTo("cpus:2.9; mem:4000; disk:990; gpus:1; ports:[31000-31009]");
    Instance again = Fixtures.ended(fits.instance());
    assertThat(group(fits(offer(AGENT), again)).getTaskGroup().getTasks(0).getTaskId().getValue())
        .isEqualTo(ID + ".c.2");
  }

  @Test
  void everythingOfAPodIsThere() {
    OfferMatch.Fits fits =
        fits(
            offer(AGENT),
            scheduled(
                pod(
                    """
                    {'id':'/shop/p','labels':{'owner':'zeus','who':'pod'},'user':'root',
                     'environment':{'A':'pod','B':'pod'},
                     'containers':[
                       {'name':'web','exec':{'command':{'argv':['serve','x']}},
                        'resources':{'cpus':0.5,'mem':64,'disk':1,'gpus':1},
                        'endpoints':[
                          {'name':'http-api','containerPort':80,'hostPort':0,'protocol':['tcp','udp'],
                           'labels':{'a':'b'}},
                          {'name':'inner','containerPort':81}],
                        'image':{'kind':'DOCKER','id':'busybox','forcePull':true},
                        'environment':{'B':'own'},
                        'healthCheck':{'http':{'endpoint':'inner','path':'/h','scheme':'HTTPS'}},
                        'check':{'tcp':{'endpoint':'http-api'}},
                        'volumeMounts':[{'name':'etc','mountPath':'/etc','readOnly':true},
                                        {'name':'tmp','mountPath':'/tmp'}],
                        'artifacts':[{'uri':'http://a/b','destPath':'c'}],
                        'labels':{'who':'web'},'lifecycle':{'killGracePeriodSeconds':2.5},'tty':true},
                       {'name':'side','exec':{'command':{'argv':['watch','y']}},'user':'nobody',
                        'resources':{'cpus':0.1,'mem':10},
                        'endpoints':[{'name':'admin','containerPort':82,'hostPort':31005}]}],
                     'volumes':[{'name':'etc','host':'/etc'},{'name':'tmp'}],
                     'networks':[{'name':'net','mode':'container','labels':{'e':'f'}}]}
                    """)));
    TaskInfo web = group(fits).getTaskGroup().getTasks(0);
    TaskInfo side = group(fits).getTaskGroup().getTasks(1);
    Map<String, String> env = env(web.getCommand());
    String port = env.get("EP_HOST_HTTP_API");
    assertThat(env)
        .containsEntry("ENDPOINT_HTTP_API", "80")
        .containsEntry("EP_CONTAINER_HTTP_API", "80")
        .containsEntry("ENDPOINT_INNER", "81")
        .containsEntry("EP_CONTAINER_INNER", "81")
        .doesNotContainKey("EP_HOST_INNER")
        .containsEntry("ENDPOINT_ADMIN", "82")
        .containsEntry("EP_HOST_ADMIN", "31005")
        .containsEntry("A", "pod")
        .containsEntry("B", "own")
        .containsEntry("HOST", "host1")
        .containsEntry("MESOS_TASK_ID", ID + ".web.1")
        .containsEntry("MESOS_EXECUTOR_ID", ID)
        .containsEntry("MARATHON_APP_ID", "/shop/p")
        .containsEntry("MARATHON_CONTAINER_ID", "web")
        .containsEntry("MARATHON_CONTAINER_RESOURCE_CPUS", "0.5")
        .containsEntry("MARATHON_CONTAINER_RESOURCE_GPUS", "1")
        .containsEntry("MARATHON_APP_LABEL_OWNER", "zeus")
        .containsEntry("MARATHON_APP_LABEL_WHO", "web");
    assertThat(env(side.getCommand())).containsEntry("EP_HOST_HTTP_API", port);
    assertThat(web.getCommand().hasValue()).isFalse();
    assertThat(web.getCommand().getArgumentsList()).containsExactly("serve", "x");
    assertThat(web.getCommand().getUser()).isEqualTo("root");
    assertThat(web.getCommand().getUris(0).getOutputFile()).isEqualTo("c");
    assertThat(side.getCommand().getValue()).isEqualTo("watch");
    assertThat(side.getCommand().getUser()).isEqualTo("nobody");
    assertThat(web.getKillPolicy().getGracePeriod().getNanoseconds()).isEqualTo(2_500_000_000L);
    assertThat(web.getHealthCheck().getHttp().getPort()).isEqualTo(81);
    assertThat(web.getHealthCheck().getHttp().getScheme()).isEqualTo("https");
    assertThat(web.getCheck().getTcp().getPort()).isEqualTo(80);
    assertThat(words(web.getResourcesList())).isEqualTo("cpus:0.5; mem:64; disk:1; gpus:1");
    containers(web.getContainer());
    ExecutorInfo executor = group(fits).getExecutor();
    assertThat(words(executor.getResourcesList()))
        .isEqualTo("cpus:0.1; mem:32; disk:10; ports:[" + port + "-" + port + ", 31005-31005]");
    assertThat(executor.getContainer().getNetworkInfos(0).getName()).isEqualTo("net");
    assertThat(executor.getContainer().getNetworkInfos(0).getLabels().getLabels(0).getKey())
        .isEqualTo("e");
    assertThat(executor.getContainer().getNetworkInfos(0).getPortMappingsList())
        .extracting(p -> p.getHostPort() + ">" + p.getContainerPort() + "/" + p.getProtocol())
        .containsExactly(port + ">80/tcp", port + ">80/udp", "31005>82/tcp");
    assertThat(executor.getLabels().getLabelsCount()).isEqualTo(2);
    assertThat(web.getDiscovery().getPorts().getPortsList())
        .extracting(p -> p.getName() + " " + p.getNumber() + "/" + p.getProtocol())
        .containsExactly("http-api " + port + "/tcp", "http-api " + port + "/udp", "inner 81/tcp");
    assertThat(fits.instance().tasks().values())
        .extracting(Task::hostPorts)
        .containsExactlyInAnyOrder(List.of(Integer.valueOf(port)), List.of(31005));
  }

  private static void containers(ContainerInfo container) {
    assertThat(container.getMesos().getImage().getDocker().getName()).isEqualTo("busybox");
    assertThat(container.getMesos().getImage().getCached()).isFalse();
    assertThat(container.hasTtyInfo()).isTrue();
    assertThat(container.getVolumesList())
        .containsExactly(
            Volume.newBuilder()
                .setMode(Volume.Mode.RO)
                .setContainerPath("/etc")
                .setHostPath("/etc")
                .build(),
            Volume.newBuilder()
                .setMode(Volume.Mode.RW)
                .setContainerPath("/tmp")
                .setSource(
                    Volume.Source.newBuilder()
                        .setType(Volume.Source.Type.SANDBOX_PATH)
                        .setSandboxPath(
                            SandboxPath.newBuilder()
                                .setType(SandboxPath.Type.PARENT)
                                .setPath("volumes/tmp")))
                .build());
  }

  @Test
  void onTheHostsNetworkEndpointsAreHostPorts() {
    OfferMatch.Fits fits =
        fits(
            offer(AGENT),
            scheduled(
                pod(
                    """
                    {'id':'/shop/p','networks':[{'mode':'host'}],'containers':[
                      {'name':'c','resources':{'cpus':1,'mem':64},
                       'exec':{'command':{'shell':'sleep 1'}},
                       'endpoints':[{'name':'web','hostPort':31007}],
                       'healthCheck':{'tcp':{'endpoint':'web'}}}]}
                    """)));
    TaskInfo task = group(fits).getTaskGroup().getTasks(0);
    assertThat(env(task.getCommand()))
        .containsEntry("ENDPOINT_WEB", "31007")
        .containsEntry("EP_HOST_WEB", "31007")
        .doesNotContainKey("EP_CONTAINER_WEB");
    assertThat(task.getHealthCheck().getTcp().getPort()).isEqualTo(31007);
    assertThat(task.getDiscovery().getPorts().getPorts(0).getNumber()).isEqualTo(31007);
    assertThat(task.getDiscovery().getPorts().getPorts(0).hasLabels()).isFalse();
  }

  /** Mesos takes no executor that says it shares; its tasks may. */
  @Test
  void controlGroupsAreSharedByTasksOnly() {
    OfferMatch.Fits fits =
        fits(
            offer(AGENT),
            scheduled(
                pod(
                    """
                    {'id':'/shop/p','legacySharedCgroups':true,
                     'containers':[{'name':'c','resources':{'cpus':1,'mem':64},
                      'exec':{'command':{'shell':'sleep 1'}}}]}
                    """)));
    assertThat(group(fits).getExecutor().getContainer().getLinuxInfo().getShareCgroups()).isFalse();
    TaskInfo task = group(fits).getTaskGroup().getTasks(0);
    assertThat(task.getContainer().getLinuxInfo().getShareCgroups()).isTrue();
  }

  /** No part may need more than one resource has, though together they are enough. */
  @Test
  void partsCanBeOfTwoReservations() {
    Offer offer = offer("cpus:0.8;cpus(cells):0.8;mem:200;disk:20");
    OfferMatch.Fits fits =
        fits(
            offer,
            scheduled(
                pod(
                    """
                    {'id':'/shop/p','containers':[
                      {'name':'a','resources':{'cpus':0.75,'mem':64},'exec':{'command':{'shell':'sleep 1'}}},
                      {'name':'b','resources':{'cpus':0.75,'mem':64},'exec':{'command':{'shell':'sleep 1'}}}]}
                    """)));
    assertThat(words(group(fits).getTaskGroup().getTasks(1).getResourcesList()))
        .contains("cpus:0.7", "cells)]):0.05");
    assertThat(words(fits.rest().getResourcesList())).doesNotContain("cpus");
  }

  @Test
  void podsKeepDataToo() {
    OfferMatch.Fits fits =
        fits(
            offer(AGENT),
            scheduled(
                pod(
                    """
                    {'id':'/shop/p','containers':[{'name':'c','resources':{'cpus':1,'mem':64},
                      'exec':{'command':{'shell':'sleep 1'}},
                      'volumeMounts':[{'name':'data','mountPath':'d'}]}],
                     'volumes':[{'name':'data','persistent':{'size':50}}]}
                    """)));
    assertThat(fits.operations())
        .extracting(Operation::getType)
        .containsExactly(
            Operation.Type.RESERVE, Operation.Type.CREATE, Operation.Type.LAUNCH_GROUP);
    assertThat(fits.instance().volumes()).hasSize(1);
    assertThat(group(fits).getExecutor().getResourcesList())
        .filteredOn(resource -> resource.getDisk().hasPersistence())
        .singleElement()
        .satisfies(v -> assertThat(v.getDisk().getVolume().getContainerPath()).isEqualTo("data"));
    assertThat(
            group(fits)
                .getTaskGroup()
                .getTasks(0)
                .getContainer()
                .getVolumes(0)
                .getSource()
                .getSandboxPath()
                .getPath())
        .isEqualTo("data");
  }
}
