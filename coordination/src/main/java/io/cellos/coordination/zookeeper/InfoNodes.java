package io.cellos.coordination.zookeeper;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.Stat;

/**
 * The candidates below a path as Mesos keeps them: {@code json.info_NNNNNNNNNN}, ephemeral and
 * sequential; the lowest leads. Other children are none of theirs.
 */
final class InfoNodes {
  private static final String PREFIX = "json.info_";
  private static final Pattern NAME = Pattern.compile("json\\.info_-?[0-9]+");

  private final ZooKeeperSession session;
  private final String path;

  InfoNodes(ZooKeeperSession session, String path) {
    this.session = session;
    this.path = path;
  }

  /** A candidate and what is known of it. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Candidate(String name, byte[] data, long session) {}

  String path() {
    return path;
  }

  String pathOf(String name) {
    return path.equals("/") ? path + name : path + "/" + name;
  }

  /**
   * The names of the candidates, the leader first. The watcher, or null, hears of the next change.
   *
   * @throws IOException if ZooKeeper does not answer
   */
  List<String> names(Watcher watcher) throws IOException, InterruptedException {
    return call(
        zookeeper ->
            zookeeper.getChildren(path, watcher).stream()
                .filter(name -> NAME.matcher(name).matches())
                .sorted(Comparator.comparingInt(InfoNodes::sequence))
                .toList());
  }

  /** ZooKeeper counts in an int that overflows into negative numbers. */
  private static int sequence(String name) {
    return Integer.parseInt(name.substring(PREFIX.length()));
  }

  /** Nothing if it is gone. */
  Optional<Candidate> candidate(String name) throws IOException, InterruptedException {
    return call(
        zookeeper -> {
          try {
            Stat stat = new Stat();
            byte[] data = zookeeper.getData(pathOf(name), false, stat);
            return Optional.of(new Candidate(name, data, stat.getEphemeralOwner()));
          } catch (KeeperException.NoNodeException e) {
            return Optional.empty();
          }
        });
  }

  /**
   * Makes a node of this session once. If the connection fails it may be there or not.
   *
   * @return its name
   */
  String create(byte[] data) throws IOException, InterruptedException {
    try {
      String created =
          session
              .handle()
              .create(
                  pathOf(PREFIX),
                  data,
                  ZooDefs.Ids.OPEN_ACL_UNSAFE,
                  CreateMode.EPHEMERAL_SEQUENTIAL);
      return created.substring(created.lastIndexOf('/') + 1);
    } catch (KeeperException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  void delete(String name) throws IOException, InterruptedException {
    call(
        zookeeper -> {
          try {
            zookeeper.delete(pathOf(name), -1);
          } catch (KeeperException.NoNodeException e) {
            return null; // that is what is wanted
          }
          return null;
        });
  }

  private <T> T call(ZooKeeperSession.Work<T> work) throws IOException, InterruptedException {
    try {
      return session.repeat(work);
    } catch (KeeperException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
