package io.cellos.marathon.json;

import static io.cellos.marathon.json.Docs.NOTHING;
import static io.cellos.marathon.json.Docs.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.marathon.json.rules.Settings;
import io.cellos.marathon.json.schema.InvalidJsonException;
import io.cellos.marathon.model.InvalidObjectException;
import io.cellos.marathon.model.PodDefinition;
import io.cellos.marathon.model.Timestamp;
import io.cellos.marathon.model.VersionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodJsonTest {
  private static final PodJson JSON = new PodJson(Settings.DEFAULT);

  private static PodDefinition read(String pod) {
    return JSON.read(json(pod), NOTHING, false);
  }

  @Test
  void theSmallestPodHasAllDefaults() {
    PodDefinition pod = read("{'id':'/p','containers':[{'name':'c','resources':{}}]}");
    assertThat(Docs.sent(PodJson.write(pod)))
        .isEqualTo(
            json(
                """
                {'id':'/p','version':'1970-01-01T00:00:00.000Z',
                 'containers':[{'name':'c','resources':{'cpus':1,'mem':128,'disk':0,'gpus':0}}],
                 'scaling':{'instances':1,'kind':'fixed'},
                 'scheduling':{'backoff':{'backoff':1,'backoffFactor':1.15,'maxLaunchDelay':300},
                   'upgrade':{'minimumHealthCapacity':1,'maximumOverCapacity':1},'placement':{},
                   'killSelection':'YOUNGEST_FIRST',
                   'unreachableStrategy':{'inactiveAfterSeconds':0,'expungeAfterSeconds':0}},
                 'executorResources':{'cpus':0.1,'mem':32,'disk':10},'role':'*'}
                """));
    assertThat(pod.totalResources().cpus()).isEqualTo(1.1);
  }

  /** Everything that can be said of a pod is said again when it is shown. */
  @Test
  void nothingIsLost() {
    JsonNode sent =
        json(
            """
            {'id':'/p','labels':{'owner':'zeus'},'user':'root','environment':{'A':'1'},
             'containers':[
               {'name':'web','exec':{'command':{'shell':'sleep 1'},'overrideEntrypoint':true},
                'resources':{'cpus':0.5,'mem':64,'disk':1,'gpus':0},'resourceLimits':{'cpus':'unlimited','mem':65},
                'endpoints':[{'name':'http','containerPort':80,'hostPort':0,'protocol':['tcp','udp'],
                              'labels':{'a':'b'},'networkNames':['net']}],
                'linuxInfo':{'seccomp':{'profileName':'p','unconfined':false},
                             'ipcInfo':{'mode':'PRIVATE','shmSize':5}},
                'image':{'kind':'DOCKER','id':'busybox','forcePull':true,'labels':{'v':'1'}},
                'environment':{'B':'2'},'user':'nobody',
                'healthCheck':{'http':{'endpoint':'http','path':'/h','scheme':'HTTPS'},'gracePeriodSeconds':1,
                   'intervalSeconds':5,'maxConsecutiveFailures':2,'timeoutSeconds':3,'delaySeconds':4},
                'check':{'tcp':{'endpoint':'http'},'intervalSeconds':60,'timeoutSeconds':20,'delaySeconds':15},
                'volumeMounts':[{'name':'etc','mountPath':'/etc','readOnly':true},
                                {'name':'tmp','mountPath':'/tmp','readOnly':false}],
                'artifacts':[{'uri':'http://a/b','extract':false,'executable':true,'cache':true,'destPath':'c'}],
                'labels':{'c':'d'},'lifecycle':{'killGracePeriodSeconds':2.5},'tty':true},
               {'name':'side','exec':{'command':{'argv':['a','b']}},'resources':{'cpus':0.1,'mem':10,'disk':0,'gpus':0},
                'healthCheck':{'exec':{'command':{'argv':['true']}},'gracePeriodSeconds':300,
                   'intervalSeconds':60,'maxConsecutiveFailures':3,'timeoutSeconds':20,'delaySeconds':15}}],
             'volumes':[{'name':'etc','host':'/etc'},{'name':'tmp'}],
             'networks':[{'name':'net','mode':'container','labels':{'e':'f'}}],
             'scaling':{'instances':3,'kind':'fixed'},
             'scheduling':{'backoff':{'backoff':0.5,'backoffFactor':2,'maxLaunchDelay':10},
               'upgrade':{'minimumHealthCapacity':0.5,'maximumOverCapacity':0.25},
               'placement':{'constraints':[{'fieldName':'hostname','operator':'LIKE','value':'a.*'}],
                            'acceptedResourceRoles':['*']},
               'killSelection':'OLDEST_FIRST','unreachableStrategy':'disabled'},
             'executorResources':{'cpus':0.2,'mem':64,'disk':20},'role':'*',
             'linuxInfo':{'ipcInfo':{'mode':'SHARE_PARENT'}}}
            """);
    PodDefinition pod = JSON.read(sent, NOTHING, false);
    JsonNode written = Docs.sent(PodJson.write(pod));
    ((ObjectNode) written).remove("version");
    assertThat(written).isEqualTo(sent);
  }

  @Test
  void whatIsStoredKeepsItsWholeVersion() {
    PodDefinition pod =
        read("{'id':'/p','containers':[{'name':'c','resources':{}}]}")
            .withVersionInfo(
                VersionInfo.changed(Timestamp.ofMillis(1)).scaled(Timestamp.ofMillis(2)));
    assertThat(PodJson.stored(PodJson.store(pod))).isEqualTo(pod);
    assertThat(PodJson.write(pod).has("versionInfo")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'id':'p'                        | /id   | Path needs to be absolute",
        "'user':''                       | /user | must not be empty",
        "'volumes':[{'name':'a'}]        | /volumes(0) | volume must be referenced by at least one container",
        "'containers':[{'name':'c','resources':{}},{'name':'c','resources':{}}] | /containers | container names must be unique",
        "'containers':[{'name':'c','resources':{},'endpoints':[{'name':'a'},{'name':'a'}]}] | / | endpoint names nust be unique across all containers",
        "'containers':[{'name':'c','resources':{},'endpoints':[{'name':'a','hostPort':1},{'name':'b','hostPort':1}]}] | / | host ports must be unique across all containers",
        "'containers':[{'name':'c','resources':{},'endpoints':[{'name':'a'}]}],'networks':[{'name':'n'}] | /containers(0)/endpoints(0)/containerPort | is required when using container-mode networking",
        "'containers':[{'name':'c','resources':{},'endpoints':[{'name':'a','containerPort':1}]}],'networks':[{'mode':'host'}] | /containers(0)/endpoints(0)/containerPort | is not allowed when using host-mode networking",
        "'containers':[{'name':'c','resources':{},'healthCheck':{'tcp':{'endpoint':'a'}}}] | /containers(0)/healthCheck/tcp/endpoint | contained in the container endpoints",
        "'containers':[{'name':'c','resources':{},'healthCheck':{'exec':{'command':{'shell':'true'}},'timeoutSeconds':60}}] | /containers(0)/healthCheck/timeoutSeconds | got 60, expected less than 60",
        "'containers':[{'name':'c','resources':{},'healthCheck':{}}] | /containers(0)/healthCheck | Only one of http, tcp, or command may be specified",
        "'containers':[{'name':'c','resources':{},'volumeMounts':[{'name':'v','mountPath':'/v'}]}] | /containers(0)/volumeMounts(0)/name | Referenced Volume in VolumeMount should exist",
        "'containers':[{'name':'c','resources':{},'resourceLimits':{'cpus':2}}],'legacySharedCgroups':true | /containers(0)/resourceLimits | resourceLimits cannot be defined if legacySharedCgroups is enabled",
        "'linuxInfo':{'seccomp':{'unconfined':true}} | /linuxInfo/seccomp | Seccomp configuration on executor level is not supported",
        "'scheduling':{'placement':{'constraints':[{'fieldName':'a','operator':'UNIQUE','value':'b'}]}} | /scheduling/placement/constraints(0) | UNIQUE does not accept a value",
        "'secrets':{'a':{'source':'b'}} | /secrets | Feature secrets is not enabled. Enable with --enable_features secrets)",
        "'role':'x' | /role | got x, expected one of: [*]",
      })
  void aRuleIsBroken(String fields, String path, String error) {
    String rest =
        (fields.contains("'id'") ? "" : ",'id':'/p'")
            + (fields.contains("'containers'")
                ? ""
                : ",'containers':[{'name':'c','resources':{}}]");
    InvalidObjectException e =
        catchThrowableOfType(InvalidObjectException.class, () -> read("{" + fields + rest + "}"));
    assertThat(e.problems()).hasSize(1);
    assertThat(e.problems().getFirst().path()).isEqualTo(path);
    assertThat(e.problems().getFirst().message()).isEqualTo(error);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'id':'/p','containers':[]}                                     | /containers: error.minLength",
        "{'id':'/p','containers':[{'name':'C','resources':{}}]}          | /containers(0)/name: error.pattern",
        "{'id':'/p','containers':[{'name':'c','resources':{'mem':0}}]}   | /containers(0)/resources/mem: error.min",
        "{'id':'/p','containers':[{'name':'c','resources':{},'environment':{'a-b':'c'}}]} | /containers(0)/environment/a-b: error.pattern",
        "{'id':'/p','containers':[{'name':'c','resources':{}}],'scaling':{'kind':'auto'}} | /scaling/kind: error.unknown.enum.literal",
        "{'id':'/p','containers':[{'name':'c','resources':{},'endpoints':[{'name':'e','containerPort':0}]}]} | /containers(0)/endpoints(0)/containerPort: error.min",
      })
  void theShapeIsWrong(String pod, String problem) {
    assertThat(catchThrowableOfType(InvalidJsonException.class, () -> read(pod)))
        .hasMessage(problem);
  }
}
