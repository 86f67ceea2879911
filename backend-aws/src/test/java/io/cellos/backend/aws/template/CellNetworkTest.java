package io.cellos.backend.aws.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellos.model.InvalidInputException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellNetworkTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/16,    10.0.0.0/24,    10.0.16.0/20",
    "172.31.0.0/18,  172.31.0.0/24,  172.31.16.0/20",
    "192.168.96.0/19, 192.168.96.0/24, 192.168.112.0/20",
    "10.255.224.0/19, 10.255.224.0/24, 10.255.240.0/20",
  })
  void subnetsAreTheFirst24AndTheFirst20AfterIt(String cidr, String open, String closed) {
    assertThat(CellNetwork.parse(cidr)).isEqualTo(new CellNetwork(cidr, open, closed));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0",
        "10.0.0.0/8",
        "10.0.0.0/20",
        "10.0.0.1/16",
        "10.0.64.0/17",
        "10.0.300.0/16",
        "10.0.0/16",
        "fd00::/16",
        "10.0.0.0/99",
        "",
        "ten"
      })
  void othersAreRefused(String cidr) {
    assertThatThrownBy(() -> CellNetwork.parse(cidr))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("can not be a cell's network");
  }
}
