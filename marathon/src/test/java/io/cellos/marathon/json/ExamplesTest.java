package io.cellos.marathon.json;

import static io.cellos.marathon.json.Docs.NOTHING;
import static io.cellos.marathon.json.Docs.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.marathon.json.rules.Settings;
import io.cellos.marathon.json.shape.AppShape;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.GroupUpdate;
import io.cellos.marathon.model.InvalidObjectException;
import io.cellos.marathon.model.PodDefinition;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Documents with the fields of the examples in Marathon's API documents, in their order and
 * combination. Two of those examples show every field at once and so contradict themselves: they
 * are read, and refused for what is wrong with them.
 */
class ExamplesTest {
  private static final AppJson APPS = new AppJson(Settings.DEFAULT);

  private static AppDefinition app(JsonNode body) {
    AppDefinition app = APPS.read(body, NOTHING);
    JsonNode written = Docs.sent(AppJson.write(app));
    assertThat(APPS.read(written, NOTHING)).isEqualTo(app);
    assertThat(Docs.sent(AppJson.write(AppJson.stored(written)))).isEqualTo(written);
    return app;
  }

  private static final String EVERYTHING =
      """
      {'id':'/shop','instances':2,'cmd':'run','cpus':0.1,'disk':0,'mem':16,
       'acceptedResourceRoles':['shop'],'args':['run','it'],'backoffFactor':1.15,'backoffSeconds':1,
       'constraints':[['hostname','LIKE','node2.*']],
       'container':{'docker':{'forcePullImage':false,'image':'shop:1','network':'BRIDGE',
            'parameters':[{'key':'name','value':'shop'}],
            'portMappings':[{'containerPort':80,'hostPort':0,'protocol':'tcp','servicePort':10019,
                             'name':'http','labels':{'vip':'10.0.0.1:80'}}],'privileged':false},
         'type':'DOCKER',
         'volumes':[{'containerPath':'/data','hostPath':'/srv/data','mode':'RW'}]},
       'dependencies':['/prod/db'],
       'env':{'A':'1','B':'2','PASSWORD':{'secret':'/db/password'}},'executor':'',
       'healthChecks':[{'gracePeriodSeconds':300,'ignoreHttp1xx':false,'intervalSeconds':20,
            'maxConsecutiveFailures':3,'path':'/','portIndex':0,'protocol':'HTTP','timeoutSeconds':20}],
       'readinessChecks':[{'name':'ready','protocol':'HTTP','path':'/ready','portName':'http',
            'intervalSeconds':10,'timeoutSeconds':3,'httpStatusCodesForReady':[200],
            'preserveLastResponse':true}],
       'labels':{'owner':'me','note':'mine'},'maxLaunchDelaySeconds':3600,
       'ipAddress':{'discovery':{'ports':[{'number':8080,'name':'rest','protocol':'tcp'}]},
            'groups':['dev'],'labels':{'environment':'dev'}},
       'portDefinitions':[{'port':0,'protocol':'tcp','name':'http','labels':{'vip':'10.0.0.1:80'}}],
       'requirePorts':false,
       'upgradeStrategy':{'maximumOverCapacity':1,'minimumHealthCapacity':1},
       'fetch':[{'uri':'https://example.com/setup.py'},
                {'uri':'https://example.com/a.zip','executable':false,'extract':true,'cache':true,
                 'destPath':'b.zip'}],
       'user':'root','secrets':{'one':{'source':'/db/password'},'two':{'source':'/other'}},
       'taskKillGracePeriodSeconds':30,'tty':true}
      """;

  @Test
  void anAppWithEverythingAtOnceContradictsItself() {
    assertThat(AppShape.APP.read(json(EVERYTHING)).propertyStream().map(Map.Entry::getKey))
        .containsAll(json(EVERYTHING).propertyStream().map(Map.Entry::getKey).toList());
    assertThat(
            catchThrowableOfType(
                InvalidObjectException.class, () -> APPS.read(json(EVERYTHING), NOTHING)))
        .hasMessage(
            "/ipAddress: ipAddress/discovery is not allowed for Docker containers\n"
                + "/: cannot specify both an IP address and port");
  }

  @Test
  void anAppWithEverythingThatGoesTogether() {
    ObjectNode body = (ObjectNode) json(EVERYTHING);
    body.remove(List.of("ipAddress", "args", "acceptedResourceRoles", "secrets"));
    ((ObjectNode) body.get("env")).remove("PASSWORD");
    AppDefinition app = app(body);
    assertThat(app.portMappings().getFirst().servicePort()).isEqualTo(10019);
    assertThat(app.portMappings()).hasSize(1);
    assertThat(app.execution().fetch()).hasSize(2);
    assertThat(app.policies().killGracePeriod().orElseThrow().toSeconds()).isEqualTo(30);
    assertThat(app.checks().readiness().getFirst().preserveLastResponse()).isTrue();
    JsonNode written = Docs.sent(AppJson.write(app));
    for (String same :
        List.of(
            "labels", "readinessChecks", "constraints", "dependencies", "upgradeStrategy", "tty")) {
      assertThat(written.get(same)).as(same).isEqualTo(body.get(same));
    }
  }

  @Test
  void anAppWithACheck() {
    AppDefinition app =
        app(
            json(
                """
                {'id':'web','cmd':'serve $PORT0','cpus':1,'mem':128,'disk':0,'instances':1,
                 'portDefinitions':[{'port':0,'protocol':'tcp','name':'http'}],'requirePorts':false,
                 'env':{},'labels':{},
                 'check':{'http':{'portIndex':0,'path':'/'},'intervalSeconds':60,'timeoutSeconds':20}}
                """));
    assertThat(Docs.sent(AppJson.write(app)).get("check"))
        .isEqualTo(
            json(
                """
                {'http':{'portIndex':0,'path':'/','scheme':'HTTP'},'intervalSeconds':60,
                 'timeoutSeconds':20,'delaySeconds':15}
                """));
  }

  @Test
  void manyAppsAndChangesToMany() {
    for (JsonNode body :
        json(
            """
            [{'id':'/test/sleep60','cmd':'sleep 60','cpus':0.3,'instances':2,'mem':9,
              'dependencies':['/test/sleep120','/other/namespace/or/app']},
             {'id':'/test/sleep120','cmd':'sleep 120','cpus':0.3,'instances':2,'mem':9}]
            """)) {
      assertThat(app(body).instances()).isEqualTo(2);
    }
    assertThat(APPS.readUpdate(json("{'id':'/test/sleep60','cpus':0.3}")).id())
        .contains("/test/sleep60");
  }

  /** As lists of apps were once answered, nulls and all. */
  @Test
  void anAppAsOlderMarathonsShowIt() {
    AppDefinition app =
        app(
            json(
                """
                {'id':'/myapp','cmd':'env','args':null,'user':null,'env':{'L':'/usr/lib'},'instances':3,
                 'cpus':0.1,'mem':5,'disk':0,'executor':'','constraints':[['hostname','UNIQUE','']],
                 'uris':['https://example.com/README.md'],'ports':[10013,10015],'requirePorts':false,
                 'backoffSeconds':1,'backoffFactor':1.15,'maxLaunchDelaySeconds':3600,'container':null,
                 'healthChecks':[],'dependencies':[],
                 'upgradeStrategy':{'minimumHealthCapacity':1,'maximumOverCapacity':1},'labels':{},
                 'acceptedResourceRoles':null,'version':'2015-09-25T15:13:48.343Z',
                 'versionInfo':{'lastScalingAt':'2015-09-25T15:13:48.343Z',
                                'lastConfigChangeAt':'2015-09-25T15:13:48.343Z'},
                 'tasksStaged':0,'tasksRunning':0,'deployments':[{'id':'9538079c'}]}
                """));
    assertThat(app.servicePorts()).containsExactly(10013, 10015);
  }

  @Test
  void aTreeOfGroups() {
    GroupUpdate.Structure root =
        (GroupUpdate.Structure)
            new GroupJson(Settings.DEFAULT)
                .read(
                    json(
                        """
                        {'id':'/','apps':[],'groups':[
                          {'id':'/tools','apps':[
                             {'id':'/tools/login','instances':2,'cpus':1,'mem':1024,'disk':0,
                              'constraints':[['hostname','UNIQUE']],'uris':[],'ports':[1980],
                              'requirePorts':false,
                              'container':{'type':'DOCKER','volumes':[],'docker':{'image':'login:6d7d',
                                 'network':'HOST','privileged':false,'parameters':[],'forcePullImage':false}},
                              'healthChecks':[{'path':'/','protocol':'HTTP','portIndex':0,
                                 'gracePeriodSeconds':300,'intervalSeconds':20,'timeoutSeconds':20,
                                 'maxConsecutiveFailures':3,'ignoreHttp1xx':false}],
                              'dependencies':[],
                              'upgradeStrategy':{'minimumHealthCapacity':0.5,'maximumOverCapacity':0},
                              'version':'2015-09-28T19:47:37.681Z',
                              'versionInfo':{'lastScalingAt':'2015-09-28T19:47:37.681Z',
                                             'lastConfigChangeAt':'2015-09-28T19:47:37.681Z'}}],
                           'groups':[
                             {'id':'/tools/log','apps':[],'groups':[],'dependencies':[]},
                             {'id':'/tools/docker','apps':[
                               {'id':'/tools/docker/registry','instances':1,'ports':[5000],
                                'container':{'type':'DOCKER',
                                  'volumes':[{'containerPath':'/d','hostPath':'/h','mode':'RW'}],
                                  'docker':{'image':'registry','network':'BRIDGE','portMappings':[
                                    {'containerPort':5000,'hostPort':0,'servicePort':5000,'protocol':'tcp'}],
                                    'privileged':false,'parameters':[],'forcePullImage':false}}}],
                              'groups':[],'dependencies':[]}],
                           'dependencies':[]}],
                         'dependencies':[]}
                        """),
                    AppId.ROOT,
                    NOTHING);
    GroupUpdate.Structure tools = root.groups().orElseThrow().getFirst();
    assertThat(tools.apps().orElseThrow().getFirst().servicePorts()).containsExactly(1980);
    assertThat(tools.groups().orElseThrow().get(1).apps().orElseThrow().getFirst().servicePorts())
        .containsExactly(5000);
  }

  @Test
  void aPod() {
    ObjectNode body =
        (ObjectNode)
            json(
                """
                {'id':'/shop','labels':{'owner':'me'},'user':'root','environment':{'A':'1'},
                 'volumes':[{'name':'etc','host':'/srv'}],
                 'networks':[{'name':'my-network','mode':'container','labels':{}}],
                 'scaling':{'kind':'fixed','instances':1,'maxInstances':888},
                 'scheduling':{'backoff':{'backoff':1,'backoffFactor':1.15,'maxLaunchDelay':3600},
                   'upgrade':{'minimumHealthCapacity':1,'maximumOverCapacity':1},
                   'placement':{'constraints':[],'acceptedResourceRoles':[]}},
                 'containers':[{'name':'container1',
                   'exec':{'command':{'shell':'sleep 100'},'overrideEntrypoint':true},
                   'resources':{'cpus':1,'mem':128,'disk':0,'gpus':0},
                   'endpoints':[{'name':'http','containerPort':80,'hostPort':0,'protocol':['tcp'],
                                 'labels':{}}],
                   'image':{'id':'shop:1','kind':'DOCKER','forcePull':false},'environment':{},'user':'root',
                   'healthCheck':{'gracePeriodSeconds':30,'intervalSeconds':2,'maxConsecutiveFailures':3,
                     'timeoutSeconds':20,'delaySeconds':2,
                     'http':{'path':'/health','scheme':'HTTP','endpoint':'http'}},
                   'volumeMounts':[{'name':'etc','mountPath':'/mnt/etc','readOnly':true}],
                   'artifacts':[{'uri':'https://example.com/a.zip','executable':false,'extract':true,
                                 'cache':true,'destPath':'b.zip'}],
                   'labels':{'owner':'me'},'lifecycle':{'killGracePeriodSeconds':60}}],
                 'executorResources':{'cpus':0.2,'mem':64,'disk':50}}
                """);
    PodJson pods = new PodJson(Settings.DEFAULT);
    assertThat(
            catchThrowableOfType(
                InvalidObjectException.class, () -> pods.read(body, NOTHING, false)))
        .hasMessage("/containers(0)/healthCheck/timeoutSeconds: got 20, expected less than 2");
    ((ObjectNode) body.at("/containers/0/healthCheck")).put("timeoutSeconds", 1);
    PodDefinition pod = pods.read(body, NOTHING, false);
    assertThat(PodJson.stored(PodJson.store(pod)).isUpgradedBy(pod)).isFalse();
    assertThat(pods.read(Docs.sent(PodJson.write(pod)), NOTHING, false)).isEqualTo(pod);
  }
}
