package io.cellos.marathon.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.base.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnknownFieldsTest {
  private static JsonNode json(String text) {
    return Json.tree(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> names(List<UnknownFields.Unknown> found) {
    return found.stream().map(field -> field.path() + "/" + field.name()).toList();
  }

  @Test
  void areFoundAtEveryDepth() {
    JsonNode app =
        json(
            """
            {'id': '/web', 'instnces': 3, 'env': {'ANY': 'thing', 'S': {'secret': 's'}},
             'healthChecks': [{'protocol': 'HTTP', 'timeout': 3}],
             'container': {'docker': {'image': 'x', 'ports': []}},
             'labels': {'any': 'thing'}}
            """);
    assertThat(names(UnknownFields.ofApp(app)))
        .containsExactly("/instnces", "/healthChecks(0)/timeout", "/container/docker/ports");
    assertThat(UnknownFields.ofApp(app).getFirst().known()).contains("instances");
  }

  @Test
  void areFoundInGroupsOfGroups() {
    JsonNode group =
        json("{'id': 'a', 'groups': [{'id': 'b', 'depends': [], 'apps': [{'id': 'c', 'x': 1}]}]}");
    assertThat(names(UnknownFields.ofGroup(group)))
        .containsExactlyInAnyOrder("/groups(0)/depends", "/groups(0)/apps(0)/x");
  }

  @Test
  void wrongTypesAreNotLookedInto() {
    assertThat(UnknownFields.ofApp(json("{'id': 1, 'env': [], 'healthChecks': 'x'}"))).isEmpty();
    assertThat(UnknownFields.ofApp(json("[]"))).isEmpty();
  }
}
