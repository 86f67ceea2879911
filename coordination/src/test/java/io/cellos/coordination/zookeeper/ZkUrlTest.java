package io.cellos.coordination.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellos.model.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZkUrlTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "zk://a:2181,b:2182/mesos | a:2181,b:2182 | /mesos",
        "zk://a/mesos/ | a:2181 | /mesos",
        "zk://10.0.0.1:2181 | 10.0.0.1:2181 | /",
        "zk://h:1/a/b | h:1 | /a/b",
      })
  void isRead(String text, String servers, String path) {
    assertThat(ZkUrl.parse(text)).isEqualTo(new ZkUrl(servers, path));
    assertThat(ZkUrl.parse(ZkUrl.parse(text).toString())).isEqualTo(new ZkUrl(servers, path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "http://a/mesos",
        "zk://",
        "zk:///mesos",
        "zk://a,,b/mesos",
        "zk://a:x/mesos",
        "zk://user:secret@a/mesos",
        "zk://a/me sos",
        "zk://a//mesos",
        "zk://a/../x/\u0000",
      })
  void isRefused(String text) {
    assertThatThrownBy(() -> ZkUrl.parse(text)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void aSecretIsNotRepeated() {
    assertThatThrownBy(() -> ZkUrl.parse("zk://user:secret@a/mesos"))
        .message()
        .doesNotContain("secret");
  }

  @Test
  void aFileIsFollowed(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("url");
    ZkSource source = ZkSource.parse("file://" + file);
    assertThatThrownBy(source::now).isInstanceOf(IOException.class);
    Files.writeString(file, "zk://a:1/mesos\n");
    assertThat(ZkSource.parse("file://" + file).now()).isEqualTo(new ZkUrl("a:1", "/mesos"));
    Files.writeString(file, "nonsense");
    assertThatThrownBy(ZkSource.parse("file://" + file)::now)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString());
  }
}
