package io.cellos.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cellos.model.InvalidInputException;
import io.cellos.model.Role;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeSettingsTest {
  private static Map<String, String> good() {
    return new HashMap<>(
        Map.of(
            "CELL_NAME", "demo",
            "CELL_ROLE", "nucleus",
            "NODE_ID", "n-0a1b2c3d",
            "NODE_IP", "127.20.0.12",
            "NODE_HOME", "/tmp/home",
            "CELL_SHARED", "file:///tmp/shared",
            "CELL_SEED", "/tmp/seed",
            "CELL_MODULES", "a, b"));
  }

  private static InvalidInputException refused(Map<String, String> environment) {
    return catchThrowableOfType(InvalidInputException.class, () -> NodeSettings.of(environment));
  }

  @Test
  void readsTheEnvironment() {
    NodeSettings settings = NodeSettings.of(good());
    assertThat(settings.role()).isEqualTo(Role.NUCLEUS);
    assertThat(settings.host()).isEqualTo("127.20.0.12");
    assertThat(settings.modules()).containsExactly("a", "b");
    assertThat(settings.environment()).isEqualTo(good());
  }

  @Test
  void modulesMayBeMissing() {
    Map<String, String> environment = good();
    environment.remove("CELL_MODULES");
    assertThat(NodeSettings.of(environment).modules()).isEmpty();
  }

  @Test
  void namesEveryMistakeAtOnce() {
    Map<String, String> environment = good();
    environment.remove("CELL_NAME");
    environment.put("CELL_ROLE", "brain");
    environment.put("NODE_ID", "7");
    environment.put("NODE_IP", "node.example");
    environment.put("NODE_HOME", "relative");
    environment.put("CELL_SHARED", "/no/scheme");
    environment.put("CELL_SEED", "");
    assertThat(refused(environment).problems())
        .hasSize(7)
        .anyMatch(p -> p.equals("CELL_NAME is not set"))
        .anyMatch(p -> p.startsWith("CELL_ROLE: \"brain\" is not a role"))
        .anyMatch(p -> p.startsWith("NODE_ID: "))
        .anyMatch(p -> p.startsWith("NODE_IP: "))
        .anyMatch(p -> p.startsWith("NODE_HOME: \"relative\" is not an absolute path"))
        .anyMatch(p -> p.startsWith("CELL_SHARED: "))
        .anyMatch(p -> p.equals("CELL_SEED is not set"));
  }
}
