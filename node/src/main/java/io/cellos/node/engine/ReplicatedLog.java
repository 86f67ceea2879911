package io.cellos.node.engine;

import io.cellos.base.files.AtomicFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part of the masters' registry that one master of Apache Mesos keeps.
 *
 * <p>New masters copy the log from a majority that has one, or begin a new one if nobody has. One
 * master that is joined by others is neither, so its log must go first; agents and frameworks
 * register again, but quota, weights and maintenance are forgotten.
 */
final class ReplicatedLog {
  private static final Logger LOG = LoggerFactory.getLogger(ReplicatedLog.class);

  private final Path log;
  private final Path quorum;

  /**
   * @param work the master's work directory
   */
  ReplicatedLog(Path work) {
    log = work.resolve("replicated_log");
    quorum = work.resolve("quorum");
  }

  /** To be called before a master starts, with the quorum that it starts with. */
  void fit(int now) throws IOException {
    if (now > 1 && before() == 1) {
      LOG.warn("the registry of the only master is given up, because others join it");
      AtomicFiles.deleteTree(log);
    }
    AtomicFiles.write(quorum, (now + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private int before() throws IOException {
    try {
      return Integer.parseInt(Files.readString(quorum).strip());
    } catch (NoSuchFileException e) {
      return 0; // it never ran
    }
  }
}
