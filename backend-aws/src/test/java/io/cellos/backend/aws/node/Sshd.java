package io.cellos.backend.aws.node;

import io.cellos.base.process.ProcessGroups;
import io.cellos.base.process.ProcessRef;
import io.cellos.base.time.Deadline;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** A real OpenSSH server on a loopback address, in a process group of its own. */
final class Sshd implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/sshd");
  private static final Path PRIVILEGE_SEPARATION = Path.of("/run/sshd");

  private final ProcessRef process;

  private Sshd(ProcessRef process) {
    this.process = process;
  }

  static void requireInstalled() {
    boolean there = Files.isExecutable(PROGRAM);
    if (!there && System.getenv("CI") != null) {
      throw new AssertionError("sshd is not installed, and CI must not skip its tests");
    }
    Assumptions.assumeTrue(there, "sshd is not installed (package openssh-server)");
  }

  /**
   * @param directory for its files; made
   * @param authorized the public keys that may log in
   * @param environment of the sessions
   */
  static Sshd start(
      Path directory, String address, int port, Path authorized, Map<String, String> environment)
      throws IOException, InterruptedException {
    Files.createDirectories(directory);
    if (System.getProperty("user.name").equals("root") && !Files.exists(PRIVILEGE_SEPARATION)) {
      Files.createDirectory(PRIVILEGE_SEPARATION); // the package's service would make it
    }
    Path hostKey = keyPair(directory.resolve("host_key"));
    StringBuilder variables = new StringBuilder(environment.isEmpty() ? "" : "SetEnv");
    environment.forEach((key, value) -> variables.append(" %s=%s".formatted(key, value)));
    Path config = directory.resolve("sshd_config");
    Files.write(
        config,
        List.of(
            "ListenAddress " + address,
            "Port " + port,
            "HostKey " + hostKey,
            "AuthorizedKeysFile " + authorized,
            "StrictModes no",
            "UsePAM no",
            "PermitRootLogin yes",
            "PasswordAuthentication no",
            "KbdInteractiveAuthentication no",
            "PidFile none",
            variables.toString()));
    Path log = directory.resolve("sshd.log");
    ProcessRef process =
        ProcessGroups.start(
            List.of(PROGRAM.toString(), "-D", "-e", "-f", config.toString()),
            directory,
            Map.of("PATH", "/usr/bin:/bin"),
            log);
    Sshd sshd = new Sshd(process);
    if (!Deadline.in(Duration.ofSeconds(10))
            .await(Duration.ofMillis(20), () -> answers(address, port) || !process.isAlive())
        || !answers(address, port)) {
      sshd.close();
      throw new AssertionError("sshd did not start:\n" + Files.readString(log));
    }
    return sshd;
  }

  private static boolean answers(String address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Makes a key pair without a passphrase; the public key is beside it, with {@code .pub}. */
  static Path keyPair(Path file) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", file.toString())
            .redirectErrorStream(true)
            .start();
    String output = process.inputReader().readAllAsString();
    if (process.waitFor() != 0) {
      throw new AssertionError(output);
    }
    return file;
  }

  /** The number of processes of its sessions and itself. */
  int processes() {
    return ProcessGroups.members(process.pid()).size();
  }

  @Override
  public void close() throws InterruptedException {
    ProcessGroups.stop(process.pid(), Duration.ofSeconds(2));
  }
}
