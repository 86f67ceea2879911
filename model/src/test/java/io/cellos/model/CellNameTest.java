package io.cellos.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellNameTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "demo", "cell-1", "a23456789012345678-0", "internal", "z9"})
  void accepts(String name) {
    assertThat(CellName.parse(name)).hasToString(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "A",
        "Demo",
        "1cell",
        "-a",
        "a-",
        "a--b",
        "internal-x",
        "a_b",
        "a.b",
        "a/b",
        "../x",
        "a b",
        "ä",
        "a234567890123456789-0",
        "demo\n",
        "$(id)"
      })
  void refuses(String name) {
    assertThatThrownBy(() -> CellName.parse(name))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("is not a cell name");
  }
}
