package io.cellos.nucleus.zookeeper;

import io.cellos.base.lifecycle.Logs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.zookeeper.server.quorum.QuorumPeerMain;

/**
 * Main of the child JVM: ZooKeeper's own {@code QuorumPeerMain}, with its log in a file. Standard
 * input carries one line, the super user's digest, and stays open while the node program lives:
 * when it ends, this server ends too, so that no server outlives the program that watches it.
 */
public final class ZooKeeperMain {
  private ZooKeeperMain() {}

  /**
   * @param args the configuration file and the log file
   */
  public static void main(String[] args) throws IOException {
    Logs.toFile(Path.of(args[1]));
    BufferedReader parent =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String digest = parent.readLine();
    if (digest == null) {
      return; // the node program has gone already
    }
    System.setProperty("zookeeper.DigestAuthenticationProvider.superDigest", digest);
    Thread.ofPlatform().daemon().name("parent-watch").start(() -> endWith(parent));
    QuorumPeerMain.main(new String[] {args[0]});
  }

  private static void endWith(BufferedReader parent) {
    try {
      parent.transferTo(Writer.nullWriter()); // returns when the pipe is closed
    } catch (IOException e) {
      // as good as the end: the pipe is broken
    }
    Runtime.getRuntime().halt(0); // ZooKeeper's data is safe against it at any moment
  }
}
