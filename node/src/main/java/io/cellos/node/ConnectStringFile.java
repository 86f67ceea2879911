package io.cellos.node;

import io.cellos.base.files.AtomicFiles;
import io.cellos.nucleus.Barrier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps {@code etc/zookeeper.connect} up to date with the members of the ensemble: one line, {@code
 * host:2181,host:2181}. Missing until the ensemble has formed.
 */
final class ConnectStringFile implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectStringFile.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Barrier ensemble;
  private final Path file;
  private final Thread thread;

  private ConnectStringFile(Barrier ensemble, Path file) {
    this.ensemble = ensemble;
    this.file = file;
    this.thread = Thread.ofVirtual().name("connect-string").unstarted(this::run);
  }

  /** Follows the ensemble until closed. */
  static ConnectStringFile follow(Barrier ensemble, Path file) {
    ConnectStringFile follower = new ConnectStringFile(ensemble, file);
    follower.thread.start();
    return follower;
  }

  private void run() {
    try {
      while (true) {
        try {
          refresh();
        } catch (IOException e) {
          LOG.warn("can't bring {} up to date, trying again: {}", file, e.toString());
        }
        TimeUnit.NANOSECONDS.sleep(ensemble.pause(PAUSE).toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private void refresh() throws IOException {
    String connect = ensemble.connectString();
    if (!connect.isEmpty() && !connect.equals(written())) {
      AtomicFiles.write(file, (connect + "\n").getBytes(StandardCharsets.UTF_8));
      LOG.info("ensemble is {}", connect);
    }
  }

  private String written() throws IOException {
    try {
      return Files.readString(file).strip();
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
