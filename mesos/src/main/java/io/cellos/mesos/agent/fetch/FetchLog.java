package io.cellos.mesos.agent.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the task's people in its {@code stderr} what is fetched, in lines like Mesos'. */
final class FetchLog {
  private static final Logger LOG = LoggerFactory.getLogger(FetchLog.class);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MMdd HH:mm:ss.SSSSSS");

  private final Sandbox sandbox;

  FetchLog(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  void info(String text) {
    line('I', text);
  }

  void warning(String text) {
    line('W', text);
  }

  void error(String text) {
    line('E', text);
  }

  private void line(char level, String text) {
    String line =
        "%c%s %5d fetcher] %s\n"
            .formatted(
                level,
                TIME.format(LocalDateTime.now(ZoneOffset.UTC)),
                ProcessHandle.current().pid(),
                text);
    Path stderr = sandbox.directory().resolve("stderr");
    try (FileChannel out =
        FileChannel.open(
            stderr,
            Set.of(
                StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS))) {
      out.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
      sandbox.own(stderr);
    } catch (IOException e) {
      LOG.warn("can't write {}: {}", stderr, e.toString());
    }
  }
}
