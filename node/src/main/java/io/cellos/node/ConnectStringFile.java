package io.cellos.node;

import io.cellos.base.files.AtomicFiles;
import io.cellos.nucleus.Barrier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps files of {@code etc} up to date with the members of the ensemble, each of one line: {@code
 * zookeeper.connect} ({@code host:2181,host:2181}), {@code mesos.zk} ({@code
 * zk://host:2181,host:2181/mesos}) and {@code marathon.zk}. Missing until the ensemble has formed.
 */
final class ConnectStringFile implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectStringFile.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Barrier ensemble;
  private final Path directory;
  private final Thread thread;

  private ConnectStringFile(Barrier ensemble, Path directory) {
    this.ensemble = ensemble;
    this.directory = directory;
    this.thread = Thread.ofVirtual().name("connect-string").unstarted(this::run);
  }

  static ConnectStringFile of(Barrier ensemble, Path directory) {
    return new ConnectStringFile(ensemble, directory);
  }

  /** Begins to follow. */
  ConnectStringFile start() {
    thread.start();
    return this;
  }

  private void run() {
    try {
      while (true) {
        try {
          refresh();
        } catch (IOException e) {
          LOG.warn("can't bring files in {} up to date: {}", directory, e.toString());
        }
        TimeUnit.NANOSECONDS.sleep(ensemble.pause(PAUSE).toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  /** Looks now; returns whether the ensemble has formed, and so whether the files are there. */
  synchronized boolean refresh() throws IOException {
    String connect = ensemble.connectString();
    if (!connect.isEmpty()) {
      write("zookeeper.connect", connect);
      write("mesos.zk", "zk://" + connect + "/mesos");
      write("marathon.zk", "zk://" + connect + "/marathon");
    }
    return !connect.isEmpty();
  }

  private void write(String name, String line) throws IOException {
    Path file = directory.resolve(name);
    if (!Files.exists(file) || !Files.readString(file).strip().equals(line)) {
      AtomicFiles.write(file, (line + "\n").getBytes(StandardCharsets.UTF_8));
      LOG.info("{}: {}", name, line);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
