package io.cellos.protocols.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LeaderInfoTest {
  @Test
  void whatAMasterWroteReads() throws WireException {
    String json =
        """
        {"address":{"hostname":"m1","ip":"10.0.0.7","port":5050},
         "capabilities":[{"type":"AGENT_UPDATE"},{"type":"SOMETHING_NEW"}],
         "hostname":"m1","id":"1c2d","ip":117440522,"pid":"master@10.0.0.7:5050","port":5050,
         "version":"1.12.0"}
        """;

    LeaderInfo leader = read(json);

    assertThat(leader).isEqualTo(new LeaderInfo("1c2d", "10.0.0.7", 5050));
    assertThat(leader.uri()).hasToString("http://10.0.0.7:5050");
    assertThat(read("{\"id\":\"1c2d\",\"ip\":117440522,\"port\":5050}")).isEqualTo(leader);
  }

  @Test
  void anythingElseIsAMistake() {
    assertThatThrownBy(() -> read("{}")).isInstanceOf(WireException.class);
    assertThatThrownBy(() -> read("")).isInstanceOf(WireException.class);
  }

  private static LeaderInfo read(String json) throws WireException {
    return LeaderInfo.read(json.getBytes(StandardCharsets.UTF_8));
  }
}
