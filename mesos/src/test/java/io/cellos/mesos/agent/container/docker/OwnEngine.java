package io.cellos.mesos.agent.container.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cellos.base.files.AtomicFiles;
import io.cellos.base.process.ProcessGroups;
import io.cellos.base.process.ProcessRef;
import io.cellos.base.time.Deadline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * A Docker engine for tests: Debian's, in directories and a network of its own, so that it touches
 * nothing of the machine's. It has one image, busybox. Where none can be started, tests are
 * skipped.
 */
public final class OwnEngine implements AutoCloseable {
  private static final Path BUSYBOX = Path.of("/bin/busybox");
  private static final List<String> APPLETS =
      List.of("sh", "cat", "echo", "sleep", "httpd", "wget", "tail", "head", "touch", "ls", "true");

  private final Path directory;
  private final ProcessRef process;

  private OwnEngine(Path directory, ProcessRef process) {
    this.directory = directory;
    this.process = process;
  }

  public static OwnEngine start() throws IOException, InterruptedException {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root starts a Docker engine");
    for (Path program :
        List.of(Path.of("/usr/sbin/dockerd"), Path.of("/usr/bin/unshare"), BUSYBOX)) {
      assumeTrue(Files.isExecutable(program), program + " is missing");
    }
    Path directory = Files.createTempDirectory("cellos-docker");
    String command =
        "ip link set lo up; exec dockerd --data-root $PWD/data --exec-root $PWD/exec"
            + " --pidfile $PWD/pid -H unix://$PWD/socket";
    ProcessRef process =
        ProcessGroups.start(
            List.of("/usr/bin/unshare", "--net", "sh", "-c", command),
            directory,
            Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"),
            directory.resolve("log"));
    OwnEngine engine = new OwnEngine(directory, process);
    boolean runs =
        Deadline.in(Duration.ofSeconds(60))
            .await(Duration.ofMillis(100), () -> engine.answers() || !process.isAlive());
    if (!runs || !process.isAlive()) {
      String log = Files.readString(directory.resolve("log"));
      engine.close();
      if ("true".equals(System.getenv("CI"))) {
        throw new AssertionError("dockerd does not start:\n" + log);
      }
      abort("dockerd does not start here: " + log.lines().reduce("", (a, b) -> b));
    }
    return engine;
  }

  public Map<String, String> environment() {
    return Map.of("DOCKER_HOST", "unix://" + directory.resolve("socket"));
  }

  private boolean answers() {
    try {
      return !DockerContainers.of(environment(), "test").version().isEmpty();
    } catch (DockerException e) {
      return false; // not yet
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Makes an image of busybox.
   *
   * @param change of a Dockerfile; may be empty
   */
  public void image(String name, String change) throws IOException {
    byte[] tar = busybox();
    String query =
        "fromSrc=-&repo="
            + name
            + "&tag=latest"
            + (change.isEmpty() ? "" : "&changes=" + Engine.encoded(change));
    String head =
        "POST /images/create?"
            + query
            + " HTTP/1.1\r\nHost: docker\r\nConnection: close\r\nContent-Type: application/x-tar\r\n"
            + "Content-Length: "
            + tar.length
            + "\r\n\r\n";
    try (SocketChannel socket =
        SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve("socket")))) {
      Channels.newOutputStream(socket).write(head.getBytes(StandardCharsets.UTF_8));
      ByteBuffer content = ByteBuffer.wrap(tar);
      while (content.hasRemaining()) {
        socket.write(content);
      }
      String answer =
          new String(Channels.newInputStream(socket).readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 200").contains("sha256:");
    }
  }

  private static byte[] busybox() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      byte[] program = Files.readAllBytes(BUSYBOX);
      TarArchiveEntry entry = new TarArchiveEntry("bin/busybox");
      entry.setMode(0755);
      entry.setSize(program.length);
      tar.putArchiveEntry(entry);
      tar.write(program);
      tar.closeArchiveEntry();
      for (String applet : APPLETS) {
        TarArchiveEntry link = new TarArchiveEntry("bin/" + applet, TarConstants.LF_SYMLINK);
        link.setLinkName("busybox");
        tar.putArchiveEntry(link);
        tar.closeArchiveEntry();
      }
      TarArchiveEntry tmp = new TarArchiveEntry("tmp/");
      tar.putArchiveEntry(tmp);
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }

  /** The containers go with their engine, and so do the mounts. */
  @Override
  public void close() throws IOException, InterruptedException {
    ProcessGroups.stop(process.pid(), Duration.ofSeconds(30));
    try (Stream<String> mounts = Files.lines(Path.of("/proc/self/mounts"))) {
      for (String mount :
          mounts
              .map(line -> line.split(" ", 3)[1])
              .filter(path -> path.startsWith(directory.toString()))
              .toList()) {
        new ProcessBuilder("umount", "-l", mount).start().waitFor();
      }
    }
    AtomicFiles.deleteTree(directory);
  }
}
