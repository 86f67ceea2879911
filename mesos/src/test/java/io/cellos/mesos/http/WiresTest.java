package io.cellos.mesos.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.protocols.mesos.Wire;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WiresTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/* | JSON",
        "application/* | JSON",
        "application/json | JSON",
        "application/x-protobuf | PROTOBUF",
        "application/x-protobuf, application/json | JSON",
        "text/html, application/x-protobuf;q=0.5 | PROTOBUF",
        "text/html, */*;q=0.1 | JSON",
      })
  void encodingIsChosen(String header, Wire wire) {
    assertThat(Wires.accepted(Optional.of(header))).contains(wire);
  }

  @Test
  void whatIsNotAcceptedIsNotChosen() {
    assertThat(Wires.accepted(Optional.empty())).contains(Wire.JSON);
    assertThat(Wires.accepted(Optional.of("text/html"))).isEmpty();
    assertThat(Wires.accepted(Optional.of(""))).isEmpty();
  }
}
