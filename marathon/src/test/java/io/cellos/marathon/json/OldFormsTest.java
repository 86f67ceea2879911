package io.cellos.marathon.json;

import static io.cellos.marathon.json.Docs.NOTHING;
import static io.cellos.marathon.json.Docs.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.marathon.json.rules.Settings;
import io.cellos.marathon.model.InvalidObjectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Definitions of any age come out in the one canonical form. */
class OldFormsTest {
  private static JsonNode read(String fields) {
    String app = "{'id':'x','cmd':'sleep 1'," + fields + "}";
    return Docs.sent(AppJson.write(new AppJson(Settings.DEFAULT).read(json(app), NOTHING)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'ports':[0,8080]   | [{'port':0,'protocol':'tcp'},{'port':8080,'protocol':'tcp'}]",
        "'ports':[]         | []",
        "'portDefinitions':[] | []",
        "'portDefinitions':[{'port':1,'protocol':'UDP,TCP','labels':{'a':'b'},'name':'n'}] | [{'port':1,'labels':{'a':'b'},'name':'n','protocol':'udp,tcp'}]",
        "'container':{'type':'DOCKER','docker':{'image':'a','network':'HOST','portMappings':[{'containerPort':1}]}} | [{'port':0,'name':'default','protocol':'tcp'}]",
      })
  void portsOfTheHost(String fields, String definitions) {
    assertThat(read(fields).get("portDefinitions")).isEqualTo(json(definitions));
    assertThat(read(fields).get("networks")).isEqualTo(json("[{'mode':'host'}]"));
    assertThat(read(fields).at("/container/portMappings").isMissingNode()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'ipAddress':{'networkName':'n','labels':{'a':'b'}} | {'name':'n','mode':'container','labels':{'a':'b'}}",
        "'ipAddress':{'networkName':'mesos-bridge'}         | {'mode':'container/bridge'}",
        "'container':{'docker':{'image':'a','network':'BRIDGE'}} | {'mode':'container/bridge'}",
        "'container':{'docker':{'image':'a','network':'HOST'}}   | {'mode':'host'}",
        "'container':{'docker':{'image':'a','network':'USER'}},'ipAddress':{'networkName':'n'} | {'name':'n','mode':'container'}",
        "'container':{'docker':{'image':'a'}}               | {'mode':'host'}",
        "'networks':[{'mode':'CONTAINER/BRIDGE'}]           | {'mode':'container/bridge'}",
      })
  void networks(String fields, String network) {
    JsonNode app = read(fields);
    assertThat(app.get("networks")).isEqualTo(json("[" + network + "]"));
    assertThat(app.at("/container/docker").has("network")).isFalse();
    assertThat(app.has("portDefinitions")).isEqualTo(network.contains("host"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'container':{'docker':{'image':'a','network':'BRIDGE','portMappings':[{'containerPort':80}]}} | {'containerPort':80,'hostPort':0,'labels':{},'protocol':'tcp','servicePort':0}",
        "'container':{'docker':{'image':'a','network':'BRIDGE'}} | {'containerPort':0,'hostPort':0,'labels':{},'name':'default','protocol':'tcp','servicePort':0}",
        "'networks':[{'name':'n'}]                          | {'containerPort':0,'labels':{},'name':'default','protocol':'tcp','servicePort':0}",
        "'networks':[{'mode':'container/bridge'}]           | {'containerPort':0,'hostPort':0,'labels':{},'name':'default','protocol':'tcp','servicePort':0}",
        "'ipAddress':{'networkName':'n','discovery':{'ports':[{'number':80,'name':'web','labels':{'a':'b'}}]}} | {'containerPort':80,'labels':{'a':'b'},'name':'web','protocol':'tcp','servicePort':0}",
        "'container':{'type':'MESOS','portMappings':[{'containerPort':1,'networkNames':['n']}]},'networks':[{'name':'n'}] | {'containerPort':1,'labels':{},'protocol':'tcp','servicePort':0,'networkNames':['n']}",
      })
  void portMappings(String fields, String mapping) {
    assertThat(read(fields).at("/container/portMappings")).isEqualTo(json("[" + mapping + "]"));
    assertThat(read(fields + ",'requirePorts':true").get("requirePorts").booleanValue()).isFalse();
  }

  @Test
  void asManyMappingsAsPortsWereAskedFor() {
    assertThat(
            read("'portDefinitions':[{},{}],'container':{'docker':{'image':'a','network':'BRIDGE',"
                    + "'portMappings':[{'containerPort':80}]}}")
                .at("/container/portMappings"))
        .hasSize(2);
  }

  @Test
  void uris() {
    assertThat(read("'uris':['http://a/b.tar.gz','http://a/b.txt?x=.zip']").get("fetch"))
        .isEqualTo(
            json(
                """
                [{'uri':'http://a/b.tar.gz','extract':true,'executable':false,'cache':false},
                 {'uri':'http://a/b.txt?x=.zip','extract':false,'executable':false,'cache':false}]
                """));
    assertThat(read("'uris':[]").has("fetch")).isFalse();
  }

  @Test
  void healthChecksMeanTheFirstPort() {
    String checks =
        "'healthChecks':[{},{'protocol':'TCP','port':5},"
            + "{'protocol':'COMMAND','command':{'value':'true'}}]";
    JsonNode withPorts =
        read("'portDefinitions':[{'port':0,'name':'default'}]," + checks).get("healthChecks");
    assertThat(withPorts.at("/0/portIndex").intValue()).isZero();
    assertThat(withPorts.get(0))
        .isEqualTo(
            json(
                """
                {'gracePeriodSeconds':300,'ignoreHttp1xx':false,'intervalSeconds':60,
                 'maxConsecutiveFailures':3,'portIndex':0,'protocol':'HTTP','ipProtocol':'IPv4',
                 'timeoutSeconds':20,'delaySeconds':15}
                """));
    assertThat(withPorts.get(1).has("portIndex")).isFalse();
    assertThat(withPorts.get(2).has("portIndex")).isFalse();
    assertThat(read(checks).get("healthChecks")).isEqualTo(withPorts);
    assertThat(
            read("'portDefinitions':[],'healthChecks':[{'protocol':'MESOS_TCP'}]")
                .at("/healthChecks/0")
                .has("portIndex"))
        .isFalse();
  }

  @Test
  void readinessChecksWaitFor200() {
    assertThat(read("'readinessChecks':[{'portName':'default'}]").get("readinessChecks"))
        .isEqualTo(
            json(
                """
                [{'name':'readinessCheck','protocol':'HTTP','path':'/','portName':'default',
                  'intervalSeconds':30,'timeoutSeconds':10,'httpStatusCodesForReady':[200],
                  'preserveLastResponse':false}]
                """));
  }

  @Test
  void whatKeepsDataIsNeverDoubledAndNeverReplacedWhenUnreachable() {
    JsonNode app =
        Docs.sent(
            AppJson.write(
                new AppJson(Settings.DEFAULT)
                    .read(
                        json(
                            """
                            {'id':'/db/x','cmd':'sleep 1','role':'db','container':{'type':'MESOS',
                              'volumes':[{'containerPath':'data','mode':'RW',
                                          'persistent':{'size':10}}]}}
                            """),
                        NOTHING)));
    assertThat(app.get("upgradeStrategy"))
        .isEqualTo(json("{'maximumOverCapacity':0,'minimumHealthCapacity':0.5}"));
    assertThat(app.get("unreachableStrategy").textValue()).isEqualTo("disabled");
    assertThat(app.get("residency"))
        .isEqualTo(
            json("{'relaunchEscalationTimeoutSeconds':3600,'taskLostBehavior':'WAIT_FOREVER'}"));
    assertThat(app.at("/container/volumes/0"))
        .isEqualTo(
            json(
                """
                {'containerPath':'data','persistent':{'type':'root','size':10,'constraints':[]},
                 'mode':'RW'}
                """));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'container':{'docker':{'image':'a','portMappings':[{}]},'portMappings':[]},'networks':[{'mode':'container/bridge'}] | cannot specify both portMappings and docker.portMappings",
        "'container':{'type':'MESOS','portMappings':[]},'ipAddress':{'networkName':'n','discovery':{'ports':[{'name':'a'}]}} | container.portMappings and ipAddress.discovery.ports must not both be set",
      })
  void oldAndNewContradictEachOther(String fields, String error) {
    assertThatThrownBy(() -> read(fields))
        .isInstanceOf(InvalidObjectException.class)
        .hasMessage("/: " + error);
  }
}
