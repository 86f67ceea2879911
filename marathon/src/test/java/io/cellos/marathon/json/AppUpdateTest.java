package io.cellos.marathon.json;

import static io.cellos.marathon.json.Docs.NOTHING;
import static io.cellos.marathon.json.Docs.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellos.marathon.json.rules.Settings;
import io.cellos.marathon.json.schema.InvalidJsonException;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.InvalidObjectException;
import io.cellos.marathon.model.Timestamp;
import io.cellos.marathon.model.VersionInfo;
import org.junit.jupiter.api.Test;

/** Changes say what they replace; everything else stays. */
class AppUpdateTest {
  private static final AppJson JSON = new AppJson(Settings.DEFAULT);
  private static final AppDefinition APP =
      JSON.read(
              json(
                  """
                  {'id':'/web/x','cmd':'sleep 1','env':{'A':'1','B':'2'},'labels':{'a':'b'},
                   'instances':3,'upgradeStrategy':{'minimumHealthCapacity':0.5,'maximumOverCapacity':0},
                   'constraints':[['hostname','UNIQUE']],'resourceLimits':{'mem':'unlimited'},
                   'healthChecks':[{'protocol':'TCP'}],'dependencies':['/db']}
                  """),
              NOTHING)
          .withVersionInfo(VersionInfo.changed(Timestamp.ofMillis(1000)));

  private static AppDefinition changed(AppDefinition app, String update) {
    return JSON.changed(app, JSON.readUpdate(json(update)), NOTHING, false);
  }

  @Test
  void nothingSaidIsNothingChanged() {
    assertThat(changed(APP, "{}")).isEqualTo(APP);
    assertThat(changed(APP, "{'id':'/other','cmd':null,'colour':'red'}")).isEqualTo(APP);
  }

  @Test
  void oneFieldIsReplacedAsAWhole() {
    assertThat(changed(APP, "{'instances':7}")).isEqualTo(APP.withInstances(7));
    AppDefinition env = changed(APP, "{'env':{'C':'3'}}");
    assertThat(env.execution().env()).containsOnlyKeys("C");
    assertThat(env.isUpgradedBy(APP)).isTrue();
    assertThat(env.versionInfo()).isEqualTo(APP.versionInfo());
    assertThat(changed(APP, "{'constraints':[]}").placement().constraints()).isEmpty();
    assertThat(changed(APP, "{'dependencies':[]}").dependencies()).isEmpty();
  }

  @Test
  void oldFieldsWorkInChangesToo() {
    assertThat(changed(APP, "{'ports':[8080,0]}").servicePorts()).containsExactly(8080, 0);
    assertThat(changed(APP, "{'uris':['http://a/b.zip']}").execution().fetch()).hasSize(1);
    AppDefinition bridged =
        changed(
            APP,
            "{'container':{'docker':{'image':'a','network':'BRIDGE','portMappings':"
                + "[{'containerPort':80}]}}}");
    assertThat(bridged.portMappings()).hasSize(1);
    assertThat(bridged.ports().definitions()).isEmpty();
    assertThat(bridged.hostPorts()).containsExactly(0);
    AppDefinition back =
        changed(bridged, "{'networks':[{'mode':'host'}],'portDefinitions':[{'port':7}]}");
    assertThat(back.portMappings()).isEmpty();
    assertThat(back.servicePorts()).containsExactly(7);
  }

  @Test
  void theWholeIsChecked() {
    assertThatThrownBy(() -> changed(APP, "{'args':['x']}"))
        .isInstanceOf(InvalidObjectException.class)
        .hasMessageStartingWith("/: AppDefinition must either contain one of 'cmd' or 'args'");
    assertThatThrownBy(() -> changed(APP, "{'instances':'many'}"))
        .isInstanceOf(InvalidJsonException.class)
        .hasMessage("/instances: error.expected.jsnumber");
    assertThatThrownBy(() -> changed(APP, "{'constraints':[['a']]}"))
        .isInstanceOf(InvalidObjectException.class)
        .hasMessage("/constraints(0): Each constraint must have either 2 or 3 fields");
  }

  @Test
  void aVersionStandsAlone() {
    AppUpdate back = JSON.readUpdate(json("{'id':'x','version':'2026-11-24T09:00:00Z'}"));
    assertThat(back.version()).contains(Timestamp.parse("2026-11-24T09:00:00Z"));
    assertThat(back.id()).contains("x");
    assertThatThrownBy(() -> JSON.readUpdate(json("{'version':'2026-11-24T09:00:00Z','cmd':'ls'}")))
        .isInstanceOf(InvalidObjectException.class)
        .hasMessage("/: The 'version' field may only be combined with the 'id' field.");
  }

  @Test
  void aReplacementIsAWholeAppWhoseIdIsIgnored() {
    AppDefinition app =
        JSON.readAt(AppId.parse("/web/x"), json("{'id':'/other','cmd':'ls -l'}"), NOTHING, false);
    assertThat(app.id()).hasToString("/web/x");
    assertThat(app.instances()).isEqualTo(1);
    assertThat(app.labels()).isEmpty();
    assertThat(JSON.readAt(AppId.parse("/y"), json("{'cmd':'ls -l'}"), NOTHING, false).id())
        .hasToString("/y");
  }
}
