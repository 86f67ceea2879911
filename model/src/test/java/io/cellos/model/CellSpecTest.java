package io.cellos.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellSpecTest {
  private static final CellName DEMO = CellName.parse("demo");

  @Test
  void groupsLeftOutGetTheOriginalsSizes() {
    CellSpec spec = new CellSpec(DEMO, Map.of(), List.of());
    assertThat(spec.sizes())
        .isEqualTo(
            Map.of(
                Role.NUCLEUS, 1, Role.STATELESS_BODY, 1, Role.STATEFUL_BODY, 0, Role.MEMBRANE, 1));
    assertThat(spec.totalSize()).isEqualTo(3);
  }

  @Test
  void reportsEveryWrongSizeAtOnce() {
    Map<Role, Integer> sizes = Map.of(Role.NUCLEUS, 2, Role.MEMBRANE, -1);
    assertThatThrownBy(() -> new CellSpec(DEMO, sizes, List.of()))
        .isInstanceOfSatisfying(
            InvalidInputException.class, e -> assertThat(e.problems()).hasSize(2));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5, 7, 9})
  void nucleusSizesAreOdd(int size) {
    assertThat(Role.NUCLEUS.checkSize(size)).isEqualTo(size);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 2, 4, 8, 10, 11})
  void otherNucleusSizesAreRefused(int size) {
    assertThatThrownBy(() -> Role.NUCLEUS.checkSize(size)).hasMessageContaining("1, 3, 5, 7 or 9");
  }

  @Test
  void bodyMeansStatelessBody() {
    assertThat(Role.parse("body")).isEqualTo(Role.STATELESS_BODY);
    assertThat(Role.parse("stateful-body")).isEqualTo(Role.STATEFUL_BODY);
    assertThatThrownBy(() -> Role.parse("Nucleus")).hasMessageContaining("is not a role");
  }
}
