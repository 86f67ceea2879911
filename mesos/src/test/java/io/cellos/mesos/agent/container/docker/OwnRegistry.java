package io.cellos.mesos.agent.container.docker;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cellos.base.files.AtomicFiles;
import io.cellos.base.process.ProcessGroups;
import io.cellos.base.process.ProcessRef;
import io.cellos.base.time.Deadline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/**
 * A registry of images for tests: Debian's, on the loopback of an engine's own network. Where there
 * is none, tests are skipped.
 */
public final class OwnRegistry implements AutoCloseable {
  /** Whom the registry knows, if it wants to know who asks. */
  public static final String USER = "cell";

  public static final String PASSWORD = "secret";
  private static final String HASH = "$2y$05$.kkB9kdtbFzUSNpiM5PbCOMH4.eumUEBMZ1R5fQK4m4/K0dszc/xy";
  private static final Path PROGRAM = Path.of("/usr/bin/docker-registry");

  private final Path directory;
  private final ProcessRef process;
  private final int port;

  private OwnRegistry(Path directory, ProcessRef process, int port) {
    this.directory = directory;
    this.process = process;
    this.port = port;
  }

  /**
   * @param port any that this engine's network has no other on
   * @param password whether it gives images to {@link #USER} only
   */
  public static OwnRegistry start(OwnEngine engine, int port, boolean password)
      throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(PROGRAM), PROGRAM + " is missing");
    Path directory = Files.createTempDirectory("cellos-registry");
    Files.writeString(directory.resolve("users"), USER + ":" + HASH + "\n");
    String config =
        """
        version: 0.1
        storage: {filesystem: {rootdirectory: %1$s/images}}
        http: {addr: 127.0.0.1:%2$d}
        %3$s
        """
            .formatted(
                directory,
                port,
                password ? "auth: {htpasswd: {realm: tests, path: " + directory + "/users}}" : "");
    Files.writeString(directory.resolve("config.yml"), config);
    ProcessRef process =
        engine.start(
            List.of(PROGRAM.toString(), "serve", "config.yml"),
            directory,
            directory.resolve("log"));
    OwnRegistry registry = new OwnRegistry(directory, process, port);
    boolean listens =
        Deadline.in(Duration.ofSeconds(30))
            .await(Duration.ofMillis(50), () -> registry.log().contains("listening on"));
    if (!listens) {
      String log = registry.log();
      registry.close();
      throw new AssertionError("docker-registry does not start:\n" + log);
    }
    return registry;
  }

  private String log() {
    try {
      return Files.readString(directory.resolve("log"));
    } catch (IOException e) {
      return "";
    }
  }

  /** The name of an image in it. */
  public String image(String name) {
    return "127.0.0.1:" + port + "/" + name;
  }

  /** What {@code docker login} would write into a {@code config.json}. */
  public String credentials() {
    return "{\"auths\": {\"127.0.0.1:%d\": {\"auth\": \"%s\"}}}"
        .formatted(
            port,
            Base64.getEncoder()
                .encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public void close() throws IOException, InterruptedException {
    ProcessGroups.stop(process.pid(), Duration.ofSeconds(10));
    AtomicFiles.deleteTree(directory);
  }
}
