package io.cellos.coordination;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedStoresTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"ftp://x/", "s3://bucket", "s3://bucket/", "s3://b/../c", "s3://bucket/p?zone=a"})
  void refusesOtherAddresses(String address) {
    assertThatThrownBy(() -> SharedStores.open(URI.create(address)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
