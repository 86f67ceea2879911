package io.cellos.protocols.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordIoTest {
  @Test
  void recordsComeOneAfterAnother() throws IOException {
    RecordIo.Reader reader = reader("5\nhello0\n06\nworld!");

    assertThat(reader.next()).asString().isEqualTo("hello");
    assertThat(reader.next()).isEmpty();
    assertThat(reader.next()).asString().isEqualTo("world!");
    assertThat(reader.next()).isNull();
    assertThat(RecordIo.frame("hello".getBytes(StandardCharsets.UTF_8)))
        .asString()
        .isEqualTo("5\nhello");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\n", "x\n", "-1\n", "+1\na", " 1\na", "1 \na", "1\r\na", "11\n", "99999999999\n"})
  void malformedOrTooLong(String stream) {
    assertThatThrownBy(() -> reader(stream).next()).isInstanceOf(WireException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "5\n", "5\nhell"})
  void cutOff(String stream) {
    assertThatThrownBy(() -> reader(stream).next()).isInstanceOf(EOFException.class);
  }

  private static RecordIo.Reader reader(String stream) {
    return new RecordIo.Reader(
        new ByteArrayInputStream(stream.getBytes(StandardCharsets.UTF_8)), 10);
  }
}
