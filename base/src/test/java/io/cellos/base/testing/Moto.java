package io.cellos.base.testing;

import io.cellos.base.http.HttpCalls;
import io.cellos.base.process.ProcessGroups;
import io.cellos.base.process.ProcessRef;
import io.cellos.base.time.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A real AWS endpoint on this machine: moto's server, in a process group of its own. It forgets
 * everything when it is closed.
 */
public final class Moto implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The launcher and its modules; the first one is the program. */
  private static final List<String> LAUNCHER =
      List.of(
          "patched_moto.py",
          "cell_changes.py",
          "cell_control.py",
          "cell_engine.py",
          "cell_groups.py",
          "cell_network.py",
          "cell_resources.py",
          "cell_stacks.py",
          "cell_template.py",
          "cell_types.py",
          "cell_updates.py");

  private final ProcessRef process;
  private final URI endpoint;
  private final Path log;

  private Moto(ProcessRef process, URI endpoint, Path log) {
    this.process = process;
    this.endpoint = endpoint;
    this.log = log;
  }

  /** Moto as it is published. The test is skipped by name where it is not installed. */
  public static Moto plain(Path directory) {
    requireInstalled();
    return start(directory, "127.0.0.1", freePort(), List.of("-m", "moto.server"));
  }

  /** Moto with its gaps filled by {@code moto/patched_moto.py}; see there which. */
  public static Moto patched(Path directory) {
    return patched(directory, "127.0.0.1", freePort());
  }

  /** Patched moto on an address of the caller's choice. */
  public static Moto patched(Path directory, String address, int port) {
    return start(directory, address, port, List.of(launcher(directory).toString()));
  }

  /**
   * Writes the program of patched moto into the directory, for who starts it elsewhere; it takes
   * {@code -H ADDRESS -p PORT}.
   */
  public static Path launcher(Path directory) {
    requireInstalled();
    LAUNCHER.forEach(module -> unpack(module, directory));
    return directory.resolve(LAUNCHER.getFirst());
  }

  private static void unpack(String module, Path directory) {
    try (InputStream script = Moto.class.getResourceAsStream("/moto/" + module)) {
      Files.write(directory.resolve(module), script.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void requireInstalled() {
    boolean there = runs("python3", "-c", "import moto.server");
    if (!there && System.getenv("CI") != null) {
      throw new AssertionError("moto is not installed, and CI must not skip its tests");
    }
    Assumptions.assumeTrue(there, "moto is not installed (python3 -c 'import moto.server')");
  }

  private static boolean runs(String... words) {
    try {
      return new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Moto start(Path directory, String address, int port, List<String> program) {
    List<String> words = new java.util.ArrayList<>(List.of("python3"));
    words.addAll(program);
    words.addAll(List.of("-H", address, "-p", Integer.toString(port)));
    Path log = directory.resolve("moto.log");
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.putAll(credentials());
    try {
      ProcessRef process = ProcessGroups.start(words, directory, environment, log);
      Moto moto = new Moto(process, URI.create("http://" + address + ":" + port), log);
      moto.awaitAnswer();
      return moto;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitAnswer() throws IOException {
    Deadline deadline = Deadline.in(PATIENCE);
    while (!answers()) {
      if (deadline.isPast() || !ProcessGroups.isAlive(process.pid())) {
        close();
        throw new IllegalStateException("moto did not start:\n" + Files.readString(log));
      }
      try {
        TimeUnit.MILLISECONDS.sleep(50);
      } catch (InterruptedException e) {
        close();
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }

  private boolean answers() {
    try {
      return HttpCalls.get(endpoint.resolve("/moto-api/data.json"), Duration.ofSeconds(5)).status()
          == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code http://127.0.0.1:PORT}. */
  public URI endpoint() {
    return endpoint;
  }

  /** The control endpoints of {@link #patched patched} moto. */
  public MotoControl control() {
    return new MotoControl(endpoint);
  }

  /** What moto printed. */
  public Path log() {
    return log;
  }

  /** The environment of a program that shall talk to this endpoint and to no other. */
  public Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(credentials());
    environment.put("AWS_ENDPOINT_URL", endpoint.toString());
    environment.put("AWS_REGION", "us-east-1");
    environment.put("AWS_DEFAULT_REGION", "us-east-1");
    return environment;
  }

  private static Map<String, String> credentials() {
    return Map.of(
        "AWS_ACCESS_KEY_ID", "testing",
        "AWS_SECRET_ACCESS_KEY", "testing",
        "AWS_EC2_METADATA_DISABLED", "true");
  }

  @Override
  public void close() {
    try {
      ProcessGroups.stop(process.pid(), Duration.ofSeconds(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
