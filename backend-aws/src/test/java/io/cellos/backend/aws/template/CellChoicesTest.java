package io.cellos.backend.aws.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellos.backend.Settings;
import io.cellos.model.InvalidInputException;
import io.cellos.model.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellChoicesTest {

  @Test
  void nothingChosenIsEmpty() {
    CellChoices none = CellChoices.of(Settings.NONE);
    assertThat(none.architecture()).isEmpty();
    assertThat(none.instanceTypes()).isEmpty();
    assertThat(none.spot()).isEmpty();
    assertThat(none.nodeKeys()).isFalse();
  }

  @Test
  void oneTypeIsForAllRoles() {
    assertThat(choose("instance-type", "m7i.large").instanceTypes())
        .hasSize(Role.values().length)
        .containsValue("m7i.large");
  }

  @Test
  void typesAndSizesByRole() {
    assertThat(choose("instance-type", "nucleus=m7g.large, body=c7g.xlarge").instanceTypes())
        .isEqualTo(Map.of(Role.NUCLEUS, "m7g.large", Role.STATELESS_BODY, "c7g.xlarge"));
    assertThat(choose("volume-size", "stateful-body=500").volumeSizes())
        .isEqualTo(Map.of(Role.STATEFUL_BODY, 500));
  }

  @Test
  void allowedNetworksAreAPrefixListOrNetworks() {
    assertThat(choose("allowed-networks", "pl-0123abcd").allowedNetworks())
        .contains(new AllowedNetworks(Optional.of("pl-0123abcd"), List.of()));
    assertThat(choose("allowed-networks", "203.0.113.0/24, 198.51.100.7/32").allowedNetworks())
        .contains(
            new AllowedNetworks(Optional.empty(), List.of("203.0.113.0/24", "198.51.100.7/32")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.0", "10.0.0/24", "300.0.0.0/8", "10.0.0.0/33", "office", "10.0.0.0./8"})
  void whatIsNoNetworkIsRefused(String text) {
    assertThatThrownBy(() -> AllowedNetworks.parse(text)).hasMessageContaining("is not a network");
  }

  @ParameterizedTest
  @CsvSource({
    "t4g.small, arm64",
    "m7gd.large, arm64",
    "im4gn.large, arm64",
    "a1.medium, arm64",
    "x2gd.metal, arm64",
    "t3.small, x86_64",
    "g4dn.xlarge, x86_64",
    "m7i-flex.large, x86_64",
    "m5zn.large, x86_64",
  })
  void architectureIsToldByTheNameOfAType(String type, String architecture) {
    assertThat(Architecture.of(type)).hasToString(architecture);
  }

  @Test
  void everyMistakeIsNamedAtOnce() {
    Settings wrong =
        new Settings(
            Map.of(
                "architecture", "sparc",
                "image", "centos",
                "instance-type", "nucleus=big,nucleus=t3.small,head=t3.small,t3.small",
                "volume-size", "7",
                "spot", "maybe",
                "cidr", "10.0.0.0/8",
                "domain", "My Domain",
                "allowed-networks", "everybody",
                "keys-instead-of-roles", "narrow",
                "bucket", "mine"));
    assertThatThrownBy(() -> CellChoices.of(wrong))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e ->
                assertThat(e.problems())
                    .anyMatch(p -> p.contains("sparc"))
                    .anyMatch(p -> p.contains("centos"))
                    .anyMatch(p -> p.contains("\"big\""))
                    .anyMatch(p -> p.contains("\"head\" is not a role"))
                    .anyMatch(p -> p.contains("names no role"))
                    .anyMatch(p -> p.contains("volume"))
                    .anyMatch(p -> p.contains("maybe"))
                    .anyMatch(p -> p.contains("10.0.0.0/8"))
                    .anyMatch(p -> p.contains("My Domain"))
                    .anyMatch(p -> p.contains("everybody"))
                    .anyMatch(p -> p.contains("bucket of the cell's own")));
  }

  private static CellChoices choose(String key, String value) {
    return CellChoices.of(new Settings(Map.of(key, value)));
  }
}
