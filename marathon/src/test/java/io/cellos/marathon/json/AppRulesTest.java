package io.cellos.marathon.json;

import static io.cellos.marathon.json.Docs.NOTHING;
import static io.cellos.marathon.json.Docs.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.marathon.json.rules.Features;
import io.cellos.marathon.json.rules.Settings;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.InvalidObjectException;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Apps of the right shape that break a rule. */
class AppRulesTest {
  private static final Settings ALL =
      new Settings(
          new Features(Set.of(Features.SECRETS, Features.GPU_RESOURCES, Features.EXTERNAL_VOLUMES)),
          Optional.empty(),
          "mesos-bridge",
          "*",
          false);

  private static JsonNode refused(Settings settings, String app) {
    return ErrorJson.of(
        catchThrowableOfType(
            InvalidObjectException.class, () -> new AppJson(settings).read(json(app), NOTHING)));
  }

  private static void assertRefused(Settings settings, String fields, String path, String error) {
    String id = fields.contains("'id'") ? "" : ",'id':'/x'";
    String cmd = fields.contains("'cmd'") || fields.contains("'args'") ? "" : ",'cmd':'sleep 1'";
    JsonNode answer = refused(settings, "{" + fields + id + cmd + "}");
    assertThat(answer.get("message").textValue()).isEqualTo("Object is not valid");
    assertThat(answer.get("details")).hasSize(1);
    assertThat(answer.at("/details/0/path").textValue()).isEqualTo(path);
    assertThat(answer.at("/details/0/errors")).hasSize(1);
    assertThat(answer.at("/details/0/errors/0").textValue()).isEqualTo(error);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'id':'/'                                | /id  | Path must contain at least one path element",
        "'id':'/a/tasks'                         | /id  | must not end with any of the following reserved keywords: restart, tasks, versions, ., ..",
        "'cmd':'ls -l','args':['ls']             | / | AppDefinition must either contain one of 'cmd' or 'args', and/or a 'container'.",
        "'cmd':'w'                               | / | must not be an empty string",
        "'constraints':[['hostname']]            | /constraints(0) | Each constraint must have either 2 or 3 fields",
        "'constraints':[['','UNIQUE']]           | /constraints(0) | illegal constraint specification",
        "'constraints':[['a','UNIQUE','b']]      | /constraints(0) | UNIQUE does not accept a value",
        "'constraints':[['a','GROUP_BY','b']]    | /constraints(0) | GROUP BY must define an integer value or else no value at all",
        "'constraints':[['a','MAX_PER']]         | /constraints(0) | MAX_PER requires an integer value",
        "'constraints':[['a','LIKE']]            | /constraints(0) | LIKE and UNLIKE require a non-empty, regular expression value",
        "'constraints':[['a','UNLIKE','*']]      | /constraints(0) | is not a valid regular expression",
        "'constraints':[['a','IS','[1-2]']]      | /constraints(0) | IS only supports Mesos text and float values (see http://mesos.apache.org/documentation/latest/attributes-resources/)",
        "'constraints':[['a','CLUSTER'],['a','NEAR']] | /constraints(1) | operator must be one of the following UNIQUE, CLUSTER, GROUP_BY, LIKE, MAX_PER, UNLIKE or IS",
        "'portDefinitions':[{'port':80},{'port':80}]       | /portDefinitions | Ports must be unique.",
        "'portDefinitions':[{'name':'a'},{'name':'a'}]     | /portDefinitions | Port names must be unique.",
        "'ports':[80,80]                         | / | ports must be unique",
        "'ports':[80],'portDefinitions':[{'port':81}] | / | cannot specify both ports and port definitions",
        "'ports':[-1]                            | /ports(0) | got -1, expected between 0 and 65535",
        "'uris':['http://a'],'fetch':[{'uri':'http://b'}] | /uris | may not be set in conjunction with fetch",
        "'fetch':[{'uri':'http://a'},{'uri':'::'}] | /fetch(1)/uri | URI has invalid syntax.",
        "'ipAddress':{},'networks':[{'name':'a'}]  | / | must not specify both networks and ipAddress",
        "'ipAddress':{},'ports':[0]              | / | cannot specify both an IP address and port",
        "'networks':[{'mode':'host','name':'a'}] | /networks | Host networks may not have names or labels",
        "'networks':[{'mode':'container/bridge','name':'a'}] | /networks | Bridge networks may not have names",
        "'networks':[{'name':'a'},{'name':'a'}]  | /networks | Duplicate networks are not allowed",
        "'networks':[{'mode':'container/bridge'},{'name':'a'}] | /networks | May specify a single host network, single bridge network, or else 1-to-n container networks",
        "'networks':[{'mode':'container'}]       | /networks | Network name must be specified when container network is selected.",
        "'healthChecks':[{'portIndex':1}]        | /healthChecks(0) | Health check port indices must address an element of the ports array or container port mappings.",
        "'healthChecks':[{'protocol':'COMMAND'}] | /healthChecks(0) | illegal protocol COMMAND for non-command health check",
        "'healthChecks':[{'command':{'value':'true'}}] | /healthChecks(0) | illegal protocol HTTP specified with command",
        "'healthChecks':[{'ipProtocol':'IPv6'}]  | /healthChecks(0) | IPv6 can only be used for container type DOCKER and Mesos http/https/tcp health checks",
        "'healthChecks':[{'protocol':'MESOS_TCP'},{'protocol':'MESOS_HTTP'}] | / | AppDefinition can contain at most one Mesos health check",
        "'check':{}                              | /check | expected one of http, tcp or exec checks",
        "'check':{'tcp':{'portIndex':5}}         | /check | check port index must address an element of the ports array or container port mappings.",
        "'readinessChecks':[{}]                  | /readinessChecks(0)/portName | No port definition reference for portName http-api",
        "'readinessChecks':[{'portName':'default','intervalSeconds':5}] | /readinessChecks(0)/timeoutSeconds | got 10, expected less than 5",
        "'resourceLimits':{'cpus':0.5}           | /resourceLimits/cpus | resource limit must be greater than or equal to requested resource (1.0)",
        "'resourceLimits':{'mem':'much'}         | /resourceLimits/mem | 'much' is an invalid resource limit. It must be 'unlimited' or a number",
        "'secrets':{'s':{'source':'/s'}}         | /secrets | Feature secrets is not enabled. Enable with --enable_features secrets)",
        "'gpus':1                                | / | Feature gpu_resources is not enabled. Enable with --enable_features gpu_resources)",
        "'acceptedResourceRoles':[]              | /acceptedResourceRoles | must not be empty",
        "'acceptedResourceRoles':['prod']        | /acceptedResourceRoles | acceptedResourceRoles can only contain *",
        "'role':'prod'                           | /role | got prod, expected one of: [*]",
        "'role':'prod','id':'/web/x'             | /role | got prod, expected one of: [*, web]",
        "'instances':2,'labels':{'MARATHON_SINGLE_INSTANCE_APP':'true'},'upgradeStrategy':{'minimumHealthCapacity':0,'maximumOverCapacity':0} | / | Single instance app may only have one instance",
        "'unreachableStrategy':{'inactiveAfterSeconds':2,'expungeAfterSeconds':1} | /unreachableStrategy/inactiveAfterSeconds | inactiveAfterSeconds (2) must be less or equal to expungeAfterSeconds, which is 1",
        "'container':{}                          | /container/docker | not defined",
        "'container':{'type':'MESOS','docker':{'image':'a','credential':{'principal':'b'}}} | /container/docker/credential | must be empty",
        "'container':{'type':'MESOS','docker':{'image':'a','network':'BRIDGE'}} | /container/docker/network | must be empty",
        "'container':{'type':'MESOS','docker':{'image':'a','parameters':[{'key':'a','value':'b'}]}} | /container/docker/parameters | must be empty",
        "'container':{'type':'MESOS','docker':{'image':'a','portMappings':[]}} | /container/docker/portMappings | must be empty",
        "'container':{'docker':{'image':'a','pullConfig':{'secret':'s'}}} | /container/docker/pullConfig | pullConfig is not supported with Docker containerizer",
        "'container':{'docker':{'image':'a','network':'NONE'}} | / | unsupported docker network type NONE",
        "'container':{'docker':{'image':'a','network':'HOST'}},'networks':[{'mode':'host'}] | / | must not specify both container.docker.network and networks",
        "'container':{'type':'MESOS','volumes':[{'containerPath':'a','persistent':{'size':0},'mode':'RW'}]},'role':'web','id':'/web/a' | /container/volumes(0)/persistent/size | got 0, expected more than 0",
        "'container':{'type':'MESOS','volumes':[{'containerPath':'a/b','persistent':{'size':1},'mode':'RW'}]},'role':'web','id':'/web/a' | /container/volumes(0)/containerPath | value must not contain \"/\"",
        "'container':{'type':'MESOS','volumes':[{'containerPath':'a','persistent':{'size':1},'mode':'RO'}]},'role':'web','id':'/web/a' | /container/volumes(0)/mode | does not equal RW",
        "'container':{'type':'MESOS','volumes':[{'containerPath':'a','persistent':{'size':1},'mode':'RW'}]} | /role | Resident apps cannot have the role *",
        "'container':{'type':'MESOS','volumes':[{'containerPath':'a','persistent':{'size':1},'mode':'RW'}]},'role':'web','id':'/web/a','upgradeStrategy':{'minimumHealthCapacity':1,'maximumOverCapacity':1} | /upgradeStrategy/maximumOverCapacity | got 1.0, expected 0.0",
        "'container':{'type':'MESOS','volumes':[{'containerPath':'a','external':{'name':'b','provider':'dvdi'},'mode':'RW'}]} | /container/volumes(0) | Feature external_volumes is not enabled. Enable with --enable_features external_volumes)",
        "'container':{'type':'MESOS','portMappings':[{'networkNames':['b']}]},'networks':[{'name':'a'}] | /container/portMappings(0)/networkNames(0) | is not one of (a)",
        "'container':{'type':'MESOS','portMappings':[{'hostPort':0}]},'networks':[{'name':'a'},{'name':'b'}] | /container/portMappings(0) | networkNames must be a single item list when hostPort is specified and more than 1 container network is defined",
        "'container':{'type':'MESOS','linuxInfo':{'seccomp':{}}} | /container/linuxInfo/seccomp | Seccomp unconfined must be true when Profile is NOT defined",
      })
  void aRuleIsBroken(String fields, String path, String error) {
    assertRefused(Settings.DEFAULT, fields, path, error);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'env':{'P':{'secret':'s'}}  | /env/P/secret | references an undefined secret",
        "'env':{'':'x'}              | /env/keys(0)  | must not be empty",
        "'gpus':1,'container':{'docker':{'image':'a'}} | / | GPU resources only work with the Mesos containerizer",
        "'container':{'type':'MESOS','volumes':[{'containerPath':'a','secret':'s'}]} | /container/volumes(0) | volume.secret must refer to an existing secret",
        "'container':{'type':'MESOS','docker':{'image':'a','pullConfig':{'secret':'s'}}} | /container/docker/pullConfig | pullConfig.secret must refer to an existing secret",
        "'container':{'type':'MESOS','volumes':[{'containerPath':'a','external':{'name':'b'},'mode':'RW'}]} | /container/volumes(0)/external/provider | not defined",
      })
  void aRuleIsBrokenWhateverIsSwitchedOn(String fields, String path, String error) {
    assertRefused(ALL, fields, path, error);
  }

  @Test
  void dependenciesArePathsToo() {
    assertRefused(
        Settings.DEFAULT,
        "'dependencies':['b','/A']",
        "/dependencies(1)",
        "must fully match regular expression '" + AppId.NAME_RULE + "'");
  }

  @Test
  void secretsAreRefusedClearlyUnlessSwitchedOn() {
    String app =
        "{'id':'x','cmd':'ls -l','env':{'P':{'secret':'s'}},'secrets':{'s':{'source':'/db'}}}";
    assertThat(refused(Settings.DEFAULT, app).get("details"))
        .isEqualTo(
            json(
                """
                [{'path':'/secrets','errors':[
                   'Feature secrets is not enabled. Enable with --enable_features secrets)']},
                 {'path':'/env','errors':[
                   'use of secret-references in the environment requires the secrets feature to be enabled']}]
                """));
    assertThat(new AppJson(ALL).read(json(app), NOTHING).secrets()).containsEntry("s", "/db");
  }

  @Test
  void aSingleInstanceNeedsAnUpgradeThatNeverHasTwo() {
    assertThat(
            refused(
                    Settings.DEFAULT,
                    "{'id':'x','cmd':'ls -l','labels':{'MARATHON_SINGLE_INSTANCE_APP':'true'}}")
                .get("details"))
        .isEqualTo(
            json(
                """
                [{'path':'/upgradeStrategy/minimumHealthCapacity','errors':['got 1.0, expected 0.0']},
                 {'path':'/upgradeStrategy/maximumOverCapacity','errors':['got 1.0, expected 0.0']}]
                """));
  }
}
