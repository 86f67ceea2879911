package io.cellos.marathon.core.launch;

import static io.cellos.marathon.core.launch.Fixtures.app;
import static io.cellos.marathon.core.launch.Fixtures.env;
import static io.cellos.marathon.core.launch.Fixtures.fits;
import static io.cellos.marathon.core.launch.Fixtures.offer;
import static io.cellos.marathon.core.launch.Fixtures.scheduled;
import static io.cellos.marathon.core.launch.Fixtures.words;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.marathon.core.instance.Condition;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.Task;
import io.cellos.marathon.core.launch.constraint.Placed;
import java.util.Optional;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.junit.jupiter.api.Test;

class AppLaunchTest {
  private static final Offer OFFER = offer("cpus:4;mem:4096;disk:1000;ports:[31000-31009]");
  private static final String ID = "_web.instance-00000000-0000-0000-0000-000000000001";

  static TaskInfo task(OfferMatch.Fits fits) {
    return fits.operations().getLast().getLaunch().getTaskInfos(0);
  }

  @Test
  void theSmallestAppIsACommand() {
    OfferMatch.Fits fits = fits(OFFER, scheduled(app("{'id':'/prod/web','cmd':'sleep 1'}")));
    TaskInfo task = task(fits);
    assertThat(fits.operations()).hasSize(1);
    assertThat(fits.operations().getFirst().getType()).isEqualTo(Offer.Operation.Type.LAUNCH);
    assertThat(task.getName()).isEqualTo("web.prod");
    assertThat(task.getTaskId().getValue()).isEqualTo("prod" + ID + "._app.1");
    assertThat(task.getAgentId().getValue()).isEqualTo("agent-host1");
    assertThat(words(task.getResourcesList())).startsWith("cpus:1; mem:128; ports:[3100");
    assertThat(task.getResourcesList())
        .allMatch(resource -> resource.getAllocationInfo().getRole().equals("cells"));
    assertThat(task.getCommand().getShell()).isTrue();
    assertThat(task.getCommand().getValue()).isEqualTo("sleep 1");
    assertThat(task.hasContainer()).isFalse();
    assertThat(task.hasExecutor()).isFalse();
    assertThat(task.hasLabels()).isFalse();
    assertThat(task.hasKillPolicy()).isFalse();
    assertThat(task.hasHealthCheck()).isFalse();
    assertThat(words(fits.rest().getResourcesList())).startsWith("cpus:3; mem:3968; disk:1000");
    assertThat(fits.rest().getId()).isEqualTo(OFFER.getId());
  }

  @Test
  void theInstanceIsProvisioned() {
    Instance instance = fits(OFFER, scheduled(app("{'id':'/web','cmd':'true'}"))).instance();
    Task task = instance.tasks().values().iterator().next();
    assertThat(instance.condition()).isEqualTo(Condition.PROVISIONED);
    assertThat(instance.since()).isEqualTo(Fixtures.NOW);
    assertThat(instance.place().orElseThrow().hostname()).isEqualTo("host1");
    assertThat(instance.place().orElseThrow().agentId()).isEqualTo("agent-host1");
    assertThat(instance.ready()).isTrue();
    assertThat(task.condition()).isEqualTo(Condition.PROVISIONED);
    assertThat(task.stagedAt()).isEqualTo(Fixtures.NOW);
    assertThat(task.status()).isEqualTo(Optional.empty());
    assertThat(task.hostPorts()).hasSize(1).allMatch(port -> port >= 31000 && port <= 31009);
    assertThat(instance.volumes()).isEmpty();
  }

  @Test
  void theNextLaunchIsTheNextAttempt() {
    Instance once = fits(OFFER, scheduled(app("{'id':'/web','cmd':'true'}"))).instance();
    OfferMatch.Fits twice = fits(OFFER, Fixtures.ended(once));
    assertThat(task(twice).getTaskId().getValue()).endsWith("._app.2");
    assertThat(twice.instance().tasks()).hasSize(1);
    assertThat(twice.instance().id()).isEqualTo(once.id());
  }

  @Test
  void wordsAreExecutedWithoutAShell() {
    CommandInfo command =
        task(fits(OFFER, scheduled(app("{'id':'/web','args':['echo','a b']}")))).getCommand();
    assertThat(command.getShell()).isFalse();
    assertThat(command.getValue()).isEqualTo("echo");
    assertThat(command.getArgumentsList()).containsExactly("echo", "a b");
  }

  @Test
  void everythingOfACommandIsThere() {
    TaskInfo task =
        task(
            fits(
                OFFER,
                scheduled(
                    app(
                        """
                        {'id':'/web','cmd':'true','cpus':0.5,'mem':64,'disk':7,'user':'nobody',
                         'env':{'A':'1','HOST':'mine'},'labels':{'team.name':'zeus','b':'c'},
                         'taskKillGracePeriodSeconds':3,
                         'resourceLimits':{'cpus':'unlimited','mem':65},
                         'portDefinitions':[
                           {'port':10000,'protocol':'udp,tcp','name':'http-api','labels':{'V':'1'}}],
                         'fetch':[{'uri':'http://a/b.tgz','extract':true,'executable':false,
                           'cache':true,'destPath':'c'}]}
                        """))));
    CommandInfo command = task.getCommand();
    String port = String.valueOf(task.getDiscovery().getPorts().getPorts(0).getNumber());
    assertThat(command.getUser()).isEqualTo("nobody");
    assertThat(command.getUrisList())
        .containsExactly(
            CommandInfo.URI
                .newBuilder()
                .setValue("http://a/b.tgz")
                .setExtract(true)
                .setExecutable(false)
                .setCache(true)
                .setOutputFile("c")
                .build());
    assertThat(env(command))
        .containsEntry("A", "1")
        .containsEntry("HOST", "mine")
        .containsEntry("PORT", port)
        .containsEntry("PORT0", port)
        .containsEntry("PORTS", port)
        .containsEntry("PORT_10000", port)
        .containsEntry("PORT_HTTP-API", port)
        .containsEntry("PORT_HTTP_API", port)
        .containsEntry("MESOS_TASK_ID", task.getTaskId().getValue())
        .containsEntry("MARATHON_APP_ID", "/web")
        .containsEntry("MARATHON_APP_VERSION", "1970-01-01T00:00:00.010Z")
        .containsEntry("MARATHON_APP_RESOURCE_CPUS", "0.5")
        .containsEntry("MARATHON_APP_RESOURCE_MEM", "64.0")
        .containsEntry("MARATHON_APP_RESOURCE_DISK", "7.0")
        .containsEntry("MARATHON_APP_RESOURCE_GPUS", "0")
        .containsEntry("MARATHON_APP_LABELS", "TEAM_NAME B")
        .containsEntry("MARATHON_APP_LABEL_TEAM_NAME", "zeus")
        .doesNotContainKey("MARATHON_APP_DOCKER_IMAGE")
        .doesNotContainKey("PORT1");
    assertThat(task.getKillPolicy().getGracePeriod().getNanoseconds()).isEqualTo(3_000_000_000L);
    assertThat(task.getLimitsMap().get("cpus").getValue()).isInfinite();
    assertThat(task.getLimitsMap().get("mem").getValue()).isEqualTo(65);
    assertThat(task.getLabels().getLabelsCount()).isEqualTo(2);
    assertThat(task.getDiscovery().getName()).isEqualTo("web");
    assertThat(task.getDiscovery().getPorts().getPortsList())
        .extracting(p -> p.getName() + " " + p.getProtocol() + " " + p.getLabels().getLabelsCount())
        .containsExactly("http-api udp 1", "http-api tcp 1");
    assertThat(words(task.getResourcesList()))
        .startsWith("cpus:0.5; mem:64; disk:7; ports:[" + port + "-" + port);
  }

  @Test
  void portsAndHostCanHaveAPrefix() {
    LaunchSettings settings = new LaunchSettings(Optional.of("P_"), 300_000, 300_000, false, 0);
    OfferMatch match =
        new OfferMatcher(settings, Fixtures.uuids())
            .match(
                OFFER,
                scheduled(app("{'id':'/web','cmd':'true','env':{'A':'1'}}")),
                new Placed(),
                Optional.empty(),
                Fixtures.NOW);
    assertThat(env(task((OfferMatch.Fits) match).getCommand()))
        .containsKeys("P_PORT", "P_PORT0", "P_HOST", "A", "MESOS_TASK_ID")
        .doesNotContainKeys("PORT", "HOST", "P_A");
  }

  @Test
  void anAppCanBringItsExecutor() {
    TaskInfo task =
        task(
            fits(
                OFFER,
                scheduled(
                    app(
                        """
                        {'id':'/web','cmd':'serve','executor':'/opt/exec',
                         'executorResources':{'cpus':0.1,'mem':32,'disk':10}}
                        """))));
    assertThat(task.hasCommand()).isFalse();
    assertThat(task.getExecutor().getExecutorId().getValue())
        .isEqualTo("marathon-" + task.getTaskId().getValue());
    assertThat(task.getExecutor().getCommand().getValue())
        .isEqualTo("chmod ug+rx '/opt/exec' && exec '/opt/exec' serve");
    assertThat(words(task.getExecutor().getResourcesList())).isEqualTo("cpus:0.1; mem:32; disk:10");
  }
}
