package io.cellos.marathon.json;

import static io.cellos.marathon.json.Docs.NOTHING;
import static io.cellos.marathon.json.Docs.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.marathon.json.rules.Settings;
import io.cellos.marathon.model.AppDefinition;
import org.junit.jupiter.api.Test;

/** What is left out and what is always there. */
class AppJsonTest {
  private static final AppJson JSON = new AppJson(Settings.DEFAULT);

  private static JsonNode written(String app) {
    AppDefinition read = JSON.read(json(app), NOTHING);
    JsonNode written = Docs.sent(AppJson.write(read));
    AppDefinition again = AppJson.stored(written);
    assertThat(again.isUpgradedBy(read)).isFalse();
    assertThat(Docs.sent(AppJson.write(again))).isEqualTo(written);
    return written;
  }

  @Test
  void theSmallestAppHasAllDefaults() {
    assertThat(written("{'id':'sleep','cmd':'sleep 100'}"))
        .isEqualTo(
            json(
                """
                {'id':'/sleep','backoffFactor':1.15,'backoffSeconds':1,'cmd':'sleep 100','cpus':1,
                 'disk':0,'executor':'','instances':1,'labels':{},'maxLaunchDelaySeconds':300,
                 'mem':128,'gpus':0,'networks':[{'mode':'host'}],
                 'portDefinitions':[{'port':0,'name':'default','protocol':'tcp'}],
                 'requirePorts':false,
                 'upgradeStrategy':{'maximumOverCapacity':1,'minimumHealthCapacity':1},
                 'version':'1970-01-01T00:00:00.000Z','killSelection':'YOUNGEST_FIRST',
                 'unreachableStrategy':{'inactiveAfterSeconds':0,'expungeAfterSeconds':0},
                 'role':'*'}
                """));
  }
}
