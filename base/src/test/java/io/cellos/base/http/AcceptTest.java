package io.cellos.base.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptTest {
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
