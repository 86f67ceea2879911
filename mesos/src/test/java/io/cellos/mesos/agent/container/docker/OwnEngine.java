package io.cellos.mesos.agent.container.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.ArrayList;
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
      return !DockerContainers.of(DockerSettings.of(environment()), "test").version().isEmpty();
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
    String answer = post("/images/create?" + query, "Content-Type: application/x-tar", tar);
    assertThat(answer).startsWith("HTTP/1.1 200").contains("sha256:");
  }

  /** Gives an image that is named after a registry to that. */
  public void push(String image, RegistryAuth auth) throws IOException {
    String header = "X-Registry-Auth: " + auth.header(image).orElse("e30=");
    String answer = post("/images/" + image + "/push?tag=latest", header, new byte[0]);
    assertThat(answer).startsWith("HTTP/1.1 200").contains("digest: sha256:");
  }

  /** Gives an image another name. */
  public void tag(String image, String name) throws IOException {
    assertThat(post("/images/" + image + "/tag?repo=" + name + "&tag=latest", "X: x", new byte[0]))
        .startsWith("HTTP/1.1 201");
  }

  /** Makes a network that containers can be on by its name. */
  public void addNetwork(String name) throws IOException {
    byte[] body = ("{\"Name\": \"" + name + "\"}").getBytes(StandardCharsets.UTF_8);
    assertThat(post("/networks/create", "Content-Type: application/json", body))
        .startsWith("HTTP/1.1 201");
  }

  /** Words before a command that make it run on the engine's network. */
  public List<String> network() {
    return List.of("/usr/bin/nsenter", "-t", "" + process.pid(), "--net", "--");
  }

  /** What the engine says of itself and its containers. */
  public JsonNode get(String path) throws IOException, InterruptedException {
    return new Engine(DockerSettings.of(environment()).engine()).call("GET", path);
  }

  /** Starts a program on the engine's network. */
  public ProcessRef start(List<String> command, Path directory, Path log) throws IOException {
    List<String> words = new ArrayList<>(network());
    words.addAll(command);
    return ProcessGroups.start(words, directory, Map.of("PATH", "/usr/bin:/bin"), log);
  }

  private String post(String path, String header, byte[] body) throws IOException {
    String head =
        "POST "
            + path
            + " HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n"
            + header
            + "\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    try (SocketChannel socket =
        SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve("socket")))) {
      Channels.newOutputStream(socket).write(head.getBytes(StandardCharsets.UTF_8));
      ByteBuffer content = ByteBuffer.wrap(body);
      while (content.hasRemaining()) {
        socket.write(content);
      }
      return new String(Channels.newInputStream(socket).readAllBytes(), StandardCharsets.UTF_8);
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
