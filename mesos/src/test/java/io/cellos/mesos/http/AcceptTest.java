package io.cellos.mesos.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.protocols.mesos.Wire;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptTest {
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
    assertThat(Accept.wire(Optional.of(header))).contains(wire);
  }

  @Test
  void whatIsNotAcceptedIsNotChosen() {
    assertThat(Accept.wire(Optional.empty())).contains(Wire.JSON);
    assertThat(Accept.wire(Optional.of("text/html"))).isEmpty();
    assertThat(Accept.wire(Optional.of(""))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip | true",
        "gzip, deflate, br | true",
        "deflate;q=1, gzip;q=0.5 | true",
        "gzip;q=0 | false",
        "gzip; q=0.0, deflate | false",
        "deflate | false",
      })
  void codingIsAccepted(String header, boolean accepted) {
    assertThat(Accept.codes(Optional.of(header), "gzip")).isEqualTo(accepted);
  }
}
