package io.cellos.node.marathon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellos.base.lifecycle.Logs;
import io.cellos.base.process.JavaCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stand-in for Marathon under supervision. */
class MarathonModuleTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  /** Answers pings at once, and who leads only when there is a file {@code leads}. */
  private static final String PROGRAM =
      """
      import com.sun.net.httpserver.HttpServer;
      import java.net.InetSocketAddress;
      import java.nio.file.*;

      class Answer {
        public static void main(String[] args) throws Exception {
          System.out.println("hello " + System.getenv("MARATHON_MESOS_ROLE"));
          Files.writeString(Path.of("pid"), "" + ProcessHandle.current().pid());
          var server = HttpServer.create(new InetSocketAddress(args[0], 8080), 0);
          server.createContext("/ping", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
          });
          server.createContext("/v2/leader", exchange -> {
            exchange.sendResponseHeaders(Files.exists(Path.of("leads")) ? 200 : 404, -1);
            exchange.close();
          });
          server.start();
        }
      }
      """;

  @TempDir Path home;
  private MarathonModule module;

  @BeforeEach
  void make() throws IOException {
    Logs.off();
    Files.createDirectories(home.resolve("logs"));
    Files.createDirectories(home.resolve("etc"));
    Path program = Files.writeString(home.resolve("Answer.java"), PROGRAM);
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    ThreadLocalRandom random = ThreadLocalRandom.current();
    String ip =
        "127.%d.%d.%d"
            .formatted(random.nextInt(100, 250), random.nextInt(1, 250), random.nextInt(1, 250));
    module =
        new MarathonModule(
            ip,
            home,
            Map.of(),
            () -> List.of(java, "-Xmx16m", "-XX:+UseSerialGC", program.toString(), ip));
  }

  @AfterEach
  void end() {
    module.close();
  }

  private long process() {
    try {
      return Long.parseLong(Files.readString(home.resolve("marathon/pid")));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void isWellWhenItKnowsWhoLeadsAndIsKeptRunning() throws IOException {
    Files.writeString(home.resolve("etc/marathon.env"), "MARATHON_MESOS_ROLE=web\n");
    module.start();
    module.start(); // does nothing
    await().atMost(SOON).until(() -> Files.exists(home.resolve("marathon/pid")));
    assertThat(module.isWell()).isFalse();
    assertThat(module.waitingFor()).contains("marathon to answer on port 8080");
    Files.createFile(home.resolve("marathon/leads"));
    await().atMost(SOON).until(module::isWell);
    assertThat(home.resolve("logs/marathon.log")).content().contains("hello web");

    long first = process();
    ProcessHandle.of(first).ifPresent(ProcessHandle::destroyForcibly);
    await().atMost(SOON).until(() -> process() != first && module.isWell());

    long second = process();
    module.close();
    assertThat(ProcessHandle.of(second)).isEmpty();
  }

  @Test
  void isStartedWithTheFilesOfItsNode() {
    JavaCommand java = new JavaCommand(Path.of("/jdk/bin/java"), "program.jar", null);
    List<String> words =
        new MarathonLaunch(java, "127.20.0.12", Path.of("/node"), 16_000).command();
    assertThat(words).contains("-Xmx256m");
    assertThat(words.subList(words.indexOf("program.jar") + 1, words.size()))
        .containsExactly(
            "io.cellos.marathon.MarathonMain",
            "--master=file:///node/etc/mesos.zk",
            "--zk=file:///node/etc/marathon.zk",
            "--hostname=127.20.0.12",
            "--http_address=127.20.0.12",
            "--http_port=8080",
            "--zk_session_timeout=4000");
  }
}
