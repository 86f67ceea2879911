package io.cellos.marathon.json;

import static io.cellos.marathon.json.Docs.NOTHING;
import static io.cellos.marathon.json.Docs.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.marathon.json.rules.Settings;
import io.cellos.marathon.json.schema.InvalidJsonException;
import io.cellos.marathon.model.InvalidObjectException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong types, missing fields, values out of range: the answer names each by its path. */
class WrongJsonTest {
  private static final AppJson APPS = new AppJson(Settings.DEFAULT);

  private static JsonNode refused(String app) {
    return ErrorJson.of(
        catchThrowableOfType(InvalidJsonException.class, () -> APPS.read(json(app), NOTHING)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'id':5                                     | /id                        | error.expected.jsstring",
        "'id':null                                  | /id                        | error.expected.jsstring",
        "'id':''                                    | /id                        | error.minLength",
        "'id':'/A'                                  | /id                        | error.pattern",
        "'cmd':''                                   | /cmd                       | error.minLength",
        "'cpus':'1'                                 | /cpus                      | error.expected.jsnumber",
        "'cpus':0                                   | /cpus                      | error.min",
        "'cpus':1e999                               | /cpus                      | error.expected.jsnumber",
        "'mem':-1                                   | /mem                       | error.min",
        "'instances':1.5                            | /instances                 | error.expected.int",
        "'instances':3000000000                     | /instances                 | error.expected.int",
        "'instances':-1                             | /instances                 | error.min",
        "'backoffFactor':0.5                        | /backoffFactor             | error.min",
        "'args':'x'                                 | /args                      | error.expected.jsarray",
        "'args':['x',1]                             | /args(1)                   | error.expected.jsstring",
        "'args':[null]                              | /args(0)                   | error.expected.jsstring",
        "'env':[]                                   | /env                       | error.expected.jsobject",
        "'env':{'A':1}                              | /env/A                     | error.expected.jsobject",
        "'labels':{'a':{}}                          | /labels/a                  | error.expected.jsstring",
        "'container':'docker'                       | /container                 | error.expected.jsobject",
        "'container':{'type':'LXC'}                 | /container/type            | error.unknown.enum.literal",
        "'container':{'docker':{'image':''}}        | /container/docker/image    | error.minLength",
        "'constraints':[['hostname',1]]             | /constraints(0)(1)         | error.expected.jsstring",
        "'requirePorts':'yes'                       | /requirePorts              | error.expected.jsboolean",
        "'portDefinitions':[{'port':70000}]         | /portDefinitions(0)/port   | error.max",
        "'portDefinitions':[{'name':'HTTP'}]        | /portDefinitions(0)/name   | error.pattern",
        "'healthChecks':[{'protocol':'ICMP'}]       | /healthChecks(0)/protocol  | error.unknown.enum.literal",
        "'healthChecks':[{'portIndex':-1}]          | /healthChecks(0)/portIndex | error.min",
        "'readinessChecks':[{'timeoutSeconds':0}]   | /readinessChecks(0)/timeoutSeconds | error.min",
        "'fetch':[{'uri':5}]                        | /fetch(0)/uri              | error.expected.jsstring",
        "'upgradeStrategy':{'maximumOverCapacity':2,'minimumHealthCapacity':1} | /upgradeStrategy/maximumOverCapacity | error.max",
        "'unreachableStrategy':5                    | /unreachableStrategy       | error.expected.jsobject",
        "'unreachableStrategy':{'expungeAfterSeconds':1.5} | /unreachableStrategy/expungeAfterSeconds | error.expected.long",
        "'version':'today'                          | /version                   | error.expected.date.isoformat",
        "'killSelection':'RANDOM'                   | /killSelection             | error.unknown.enum.literal",
        "'role':''                                  | /role                      | error.minLength",
        "'taskKillGracePeriodSeconds':-1            | /taskKillGracePeriodSeconds | error.min",
        "'networks':[{'mode':'moon'}]               | /networks(0)/mode          | error.unknown.enum.literal",
      })
  void oneFieldIsWrong(String field, String path, String error) {
    String rest = field.startsWith("'id'") ? "" : ",'id':'x'";
    assertThat(refused("{" + field + rest + "}"))
        .isEqualTo(
            json(
                "{'message':'Invalid JSON','details':[{'path':'"
                    + path
                    + "','errors':['"
                    + error
                    + "']}]}"));
  }

  @Test
  void aMissingFieldIsNamedWithTheObject() {
    assertThat(refused("{'cmd':'sleep 1'}").at("/details/0/path").textValue()).isEqualTo("/id");
    assertThat(refused("{'cmd':'sleep 1'}").at("/details/0/errors/0").textValue())
        .isEqualTo("'id' is undefined on object: {\"cmd\":\"sleep 1\"}");
    assertThat(refused("{'cmd':'" + "x".repeat(10_000_000) + "'}").toString().length())
        .isLessThan(2000);
  }

  @Test
  void allProblemsAreToldAtOnce() {
    assertThat(refused("{'id':5,'cpus':'a','mem':-1,'container':{'volumes':[{'mode':'RW'}]}}"))
        .isEqualTo(
            json(
                """
                {'message':'Invalid JSON','details':[
                  {'path':'/id','errors':['error.expected.jsstring']},
                  {'path':'/container/volumes(0)/containerPath',
                   'errors':['#containerPath# is undefined on object: {~mode~:~RW~}']},
                  {'path':'/container/volumes(0)/hostPath',
                   'errors':['#hostPath# is undefined on object: {~mode~:~RW~}']},
                  {'path':'/cpus','errors':['error.expected.jsnumber']},
                  {'path':'/mem','errors':['error.min']}]}
                """
                    .replace("~", "\\'"),
                '#'));
  }

  /** Neither time nor the answer grows with all that is wrong. */
  @Test
  void nobodyReadsAMillionProblems() {
    String numbers = "1,".repeat(500_000) + "1";
    assertThat(refused("{'id':'x','args':[" + numbers + "]}").get("details")).hasSize(100);
    String constraints =
        IntStream.range(0, 50_000).mapToObj(i -> "['" + i + "'],").collect(Collectors.joining());
    assertThat(
            catchThrowableOfType(
                    InvalidObjectException.class,
                    () ->
                        APPS.read(
                            json(
                                "{'id':'x','cmd':'ls -l','constraints':["
                                    + constraints
                                    + "['a','UNIQUE']]}"),
                            NOTHING))
                .problems())
        .hasSize(100);
    String mappings = "{'networkNames':['b']},".repeat(50_000);
    String networks =
        IntStream.range(0, 50_000)
            .mapToObj(i -> "{'name':'n" + i + "'},")
            .collect(Collectors.joining());
    assertThat(
            catchThrowableOfType(
                    InvalidObjectException.class,
                    () ->
                        APPS.read(
                            json(
                                "{'id':'x','container':{'type':'MESOS','portMappings':["
                                    + mappings
                                    + "{}]},'networks':["
                                    + networks
                                    + "{'name':'n'}]}"),
                            NOTHING))
                .problems())
        .hasSize(100);
  }

  @Test
  void whatIsNotAnObject() {
    assertThat(refused("[]").at("/details/0/errors/0").textValue())
        .isEqualTo("error.expected.jsobject");
    assertThatThrownBy(() -> JsonBody.parse(new byte[0]))
        .isInstanceOf(JsonBody.UnreadableException.class)
        .hasMessage("Please specify data in JSON format");
    assertThatThrownBy(() -> JsonBody.parse("{'id'".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(JsonBody.UnreadableException.class)
        .hasMessage("Invalid JSON");
    assertThatThrownBy(() -> JsonBody.parse("[".repeat(100_000).getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(JsonBody.UnreadableException.class);
  }

  @Test
  void unknownFieldsAreIgnored() {
    assertThat(
            APPS.read(json("{'id':'x','cmd':'ls -l','colour':'red','container':null}"), NOTHING)
                .container())
        .isEmpty();
  }
}
