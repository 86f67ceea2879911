package io.cellos.coordination.zookeeper;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;

/** A candidate in a process of its own, which can be paused and killed. */
final class CandidateMain {
  private CandidateMain() {}

  /**
   * @param args URL of ZooKeeper, file that gets a line for each call
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path log = Path.of(args[1]);
    ZooKeeperSession session =
        ZooKeeperSession.open(ZkSource.parse(args[0]), ZooKeeperSession.USUAL_TIMEOUT);
    LeaderElection.join(
        session,
        "/mesos",
        "candidate".getBytes(UTF_8),
        data -> false,
        new LeaderElection.Contender() {
          @Override
          public void elected() {
            append(log, "elected");
          }

          @Override
          public void lost(String why) {
            append(log, "lost");
          }
        });
    new CountDownLatch(1).await();
  }

  private static void append(Path log, String line) {
    try {
      Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
