package io.cellos.mesos.agent.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogRotationTest {
  @TempDir Path sandbox;

  @Test
  void aWriterGoesOnInTheEmptiedFile() throws IOException {
    Path stdout = sandbox.resolve("stdout");
    try (LogRotation rotation = LogRotation.start(new LogRotation.Settings(10, 2));
        OutputStream writer =
            Files.newOutputStream(stdout, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      Files.setPosixFilePermissions(stdout, PosixFilePermissions.fromString("rw-r-----"));
      rotation.watch(sandbox);
      for (String text : List.of("first text\n", "second text\n", "third text\n")) {
        writer.write(text.getBytes(StandardCharsets.UTF_8));
        await().until(() -> Files.size(stdout) == 0);
      }
      writer.write('x');
    }
    assertThat(stdout).hasContent("x");
    assertThat(sandbox.resolve("stdout.1")).hasContent("third text\n");
    assertThat(sandbox.resolve("stdout.2")).hasContent("second text\n");
    assertThat(sandbox.resolve("stdout.3")).doesNotExist();
    assertThat(Files.getPosixFilePermissions(sandbox.resolve("stdout.1")))
        .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
  }

  @Test
  void linksOfATaskAreLeftAlone() throws IOException {
    Path secret = Files.writeString(sandbox.resolve("secret"), "a long secret that stays");
    Path task = Files.createDirectory(sandbox.resolve("task"));
    Files.createSymbolicLink(task.resolve("stdout"), secret);
    Files.createLink(task.resolve("stderr"), secret);
    Path other = Files.createDirectory(sandbox.resolve("other"));
    Path big = Files.writeString(other.resolve("stdout"), "big enough to rotate");
    try (LogRotation rotation = LogRotation.start(new LogRotation.Settings(10, 1))) {
      rotation.watch(task);
      rotation.watch(other);
      await().until(() -> Files.size(big) == 0);
      Files.writeString(big, "big enough to rotate");
      await().until(() -> Files.size(big) == 0);
    }
    assertThat(secret).hasContent("a long secret that stays");
    assertThat(task.resolve("stdout.1")).doesNotExist();
    assertThat(task.resolve("stderr.1")).doesNotExist();
  }
}
