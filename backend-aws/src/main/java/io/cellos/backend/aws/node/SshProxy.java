package io.cellos.backend.aws.node;

import io.cellos.backend.OpenProxy;
import io.cellos.base.error.CellException;
import io.cellos.base.process.ProcessGroups;
import io.cellos.base.process.ProcessRef;
import io.cellos.base.time.Deadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A SOCKS5 proxy on 127.0.0.1 that ssh serves; names are resolved where ssh goes to. */
final class SshProxy implements OpenProxy {
  private static final InetAddress LOCALHOST = InetAddress.ofLiteral("127.0.0.1");
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration GRACE = Duration.ofSeconds(2);

  /** Ends ssh within seconds when this program ends without having closed the proxy. */
  private static final String LEASHED =
      """
      parent=$1; shift
      "$@" &
      ssh=$!
      { while kill -0 $parent; do sleep 2; done; kill $ssh; } 2>/dev/null &
      leash=$!
      wait $ssh; status=$?
      kill $leash
      exit $status
      """;

  private final int port;
  private final ProcessRef process;
  private final Path said;

  private SshProxy(int port, ProcessRef process, Path said) {
    this.port = port;
    this.process = process;
    this.said = said;
  }

  /**
   * Opens the proxy; returns when it answers.
   *
   * @param host the name of a node or the bastion in ssh's configuration
   * @param port 0 for any free one
   * @param patience how long ssh may take
   * @throws CellException if the port is taken or ssh can't connect
   */
  static SshProxy open(Ssh ssh, String host, int port, Duration patience)
      throws InterruptedException {
    int free = free(port);
    try {
      Path said = Files.createTempFile("cell-proxy-", ".log");
      List<String> words =
          new ArrayList<>(
              List.of(
                  "/bin/sh",
                  "-c",
                  LEASHED,
                  "cell-proxy",
                  Long.toString(ProcessHandle.current().pid())));
      words.addAll(ssh.socks(host, free));
      ProcessRef process = ProcessGroups.start(words, said.getParent(), System.getenv(), said);
      SshProxy proxy = new SshProxy(free, process, said);
      proxy.awaitAnswer(host, ssh.advice(), patience);
      return proxy;
    } catch (IOException e) {
      throw CellException.failed("can't start ssh: " + e.getMessage(), "install OpenSSH", e);
    }
  }

  private static int free(int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, LOCALHOST)) {
      return probe.getLocalPort();
    } catch (IOException e) {
      throw CellException.failed(
          "can't listen on localhost:%d: %s".formatted(port, e.getMessage()),
          "choose another port, such as PROXY_PORT=1235",
          e);
    }
  }

  private void awaitAnswer(String host, String advice, Duration patience)
      throws InterruptedException {
    boolean answers = false;
    try {
      Deadline deadline = Deadline.in(patience);
      answers = deadline.await(PAUSE, () -> answers() || !process.isAlive()) && answers();
      if (!answers) {
        throw CellException.failed(
            "ssh can't open a proxy through %s: %s".formatted(host, SshWords.reason(said())),
            advice);
      }
    } finally {
      if (!answers) {
        close();
      }
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(LOCALHOST, port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private List<String> said() {
    try {
      return Files.readAllLines(said);
    } catch (IOException e) {
      return List.of();
    }
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void close() {
    try {
      ProcessGroups.stop(process.pid(), GRACE);
      Files.deleteIfExists(said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
