package io.cellos.mesos.agent.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellos.base.http.HttpServers;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.mesos.v1.Protos.CheckInfo;
import org.apache.mesos.v1.Protos.CheckStatusInfo;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.Environment;
import org.apache.mesos.v1.Protos.HealthCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckerTest {
  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

  @TempDir Path sandbox;
  private final List<Health> news = new CopyOnWriteArrayList<>();
  private final List<CheckStatusInfo> changes = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private WebServer server;
  private Target target;

  @BeforeEach
  void start() {
    server =
        HttpServers.start(
            HERE,
            0,
            routes ->
                routes
                    .get("/health", (q, a) -> a.status(Status.create(status)).send())
                    .get(
                        "/moved",
                        (q, a) -> {
                          a.status(Status.FOUND_302).header(HeaderNames.LOCATION, "health");
                          a.send();
                        })
                    .get("/never", (q, a) -> Thread.sleep(Duration.ofMinutes(1))));
    target =
        new Target(
            List.of(InetAddress.ofLiteral("127.0.0.77"), HERE),
            new ProcessCommands(sandbox, Map.of("PATH", "/usr/bin:/bin", "A", "1"), List.of()));
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private static HealthCheck.Builder quick() {
    return HealthCheck.newBuilder()
        .setDelaySeconds(0)
        .setIntervalSeconds(0.05)
        .setTimeoutSeconds(5)
        .setGracePeriodSeconds(0)
        .setConsecutiveFailures(2);
  }

  private HealthCheck.Builder http(String path) {
    return quick()
        .setType(HealthCheck.Type.HTTP)
        .setHttp(HealthCheck.HTTPCheckInfo.newBuilder().setPort(server.port()).setPath(path));
  }

  private Checker health(HealthCheck.Builder check) {
    return Checker.health(check.build(), target, "task", Optional.empty(), news::add);
  }

  private static final Health HEALTHY = new Health(true, 0, false);
  private static final Health FAILED = new Health(false, 1, false);
  private static final Health KILL = new Health(false, 2, true);

  @Test
  void tellsOfChangesAndThenToKill() {
    try (Checker checker = health(http("/health"))) {
      assertThat(checker).isNotNull();
      await().until(() -> news.equals(List.of(HEALTHY)));
      status = 500;
      await().until(() -> news.size() >= 3);
      assertThat(news.subList(0, 3)).containsExactly(HEALTHY, FAILED, KILL);
      status = 302; // without a place to go to
      await().until(() -> news.getLast().healthy());
    }
  }

  @ParameterizedTest
  @CsvSource({"200, true", "204, true", "399, true", "400, false", "503, false"})
  void statusesFrom200To399AreHealthy(int answered, boolean healthy) {
    status = answered;
    try (Checker checker = health(http("/health"))) {
      assertThat(checker).isNotNull();
      await().until(() -> !news.isEmpty());
      assertThat(news.getFirst().healthy()).isEqualTo(healthy);
    }
  }

  @Test
  void givenStatusesCount() {
    status = 418;
    HealthCheck.Builder check = http("/health");
    check.getHttpBuilder().addStatuses(200).addStatuses(418);
    try (Checker checker = health(check)) {
      assertThat(checker).isNotNull();
      await().until(() -> news.equals(List.of(HEALTHY)));
    }
  }

  @Test
  void redirectsAreFollowed() {
    status = 503;
    try (Checker checker = health(http("/moved"))) {
      assertThat(checker).isNotNull();
      await().until(() -> news.contains(KILL));
    }
  }

  @ParameterizedTest
  @CsvSource({"/never, http", "/health, https"})
  void noAnswerIsAFailure(String path, String scheme) {
    HealthCheck.Builder check = http(path).setTimeoutSeconds(0.2);
    check.getHttpBuilder().setScheme(scheme);
    try (Checker checker = health(check)) {
      assertThat(checker).isNotNull();
      await().until(() -> news.contains(KILL));
      assertThat(news.subList(0, 2)).containsExactly(FAILED, KILL);
    }
  }

  @Test
  void connectsByTcp() throws IOException {
    HealthCheck.Builder check = quick().setType(HealthCheck.Type.TCP);
    try (ServerSocket socket = new ServerSocket(0, 50, HERE)) {
      check.setTcp(HealthCheck.TCPCheckInfo.newBuilder().setPort(socket.getLocalPort()));
      try (Checker checker = health(check)) {
        assertThat(checker).isNotNull();
        await().until(() -> news.equals(List.of(HEALTHY)));
        socket.close();
        await().until(() -> news.contains(KILL));
      }
    }
  }

  private static CommandInfo.Builder shell(String command) {
    return CommandInfo.newBuilder().setValue(command);
  }

  @Test
  void runsCommandsInTheSandboxWithItsEnvironment() throws IOException {
    CommandInfo.Builder command =
        shell("echo checked $A $B; test -e ok")
            .setEnvironment(
                Environment.newBuilder()
                    .addVariables(Environment.Variable.newBuilder().setName("B").setValue("2")));
    HealthCheck.Builder check = quick().setType(HealthCheck.Type.COMMAND).setCommand(command);
    try (Checker checker = health(check)) {
      assertThat(checker).isNotNull();
      await().until(() -> news.contains(KILL));
      Files.createFile(sandbox.resolve("ok"));
      await().until(() -> news.getLast().healthy());
    }
    assertThat(sandbox.resolve("stderr")).content().contains("checked 1 2\n");
  }

  @Test
  void aCommandThatTakesTooLongIsKilledWithItsChildren() throws IOException {
    HealthCheck.Builder check =
        quick()
            .setTimeoutSeconds(0.5)
            .setType(HealthCheck.Type.COMMAND)
            .setCommand(shell("sleep 60 & echo $! > pid; wait"));
    try (Checker checker = health(check)) {
      assertThat(checker).isNotNull();
      await().until(() -> news.contains(FAILED));
    }
    long pid = Long.parseLong(Files.readString(sandbox.resolve("pid")).strip());
    await().until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
  }

  @Test
  void generalChecksTellOnlyChanges() throws IOException {
    CheckInfo check =
        CheckInfo.newBuilder()
            .setType(CheckInfo.Type.COMMAND)
            .setCommand(CheckInfo.Command.newBuilder().setCommand(shell("exit $(cat code)")))
            .setDelaySeconds(0)
            .setIntervalSeconds(0.02)
            .build();
    Files.writeString(sandbox.resolve("code"), "3");
    try (Checker checker = Checker.general(check, target, "task", changes::add)) {
      assertThat(checker).isNotNull();
      await().until(() -> !changes.isEmpty());
      Files.move(
          Files.writeString(sandbox.resolve("new"), "0"),
          sandbox.resolve("code"),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      await().until(() -> changes.size() > 1);
    }
    assertThat(changes)
        .extracting(change -> change.getCommand().getExitCode())
        .containsExactly(3, 0);
    assertThat(changes).extracting(CheckStatusInfo::getType).containsOnly(CheckInfo.Type.COMMAND);
  }

  @Test
  void generalHttpChecksTellTheStatusOrNothing() {
    CheckInfo check =
        CheckInfo.newBuilder()
            .setType(CheckInfo.Type.HTTP)
            .setHttp(CheckInfo.Http.newBuilder().setPort(server.port()).setPath("/health"))
            .setDelaySeconds(0)
            .setIntervalSeconds(0.02)
            .build();
    assertThat(Checker.initial(check).getHttp().hasStatusCode()).isFalse();
    try (Checker checker = Checker.general(check, target, "task", changes::add)) {
      assertThat(checker).isNotNull();
      await().until(() -> changes.size() == 1);
      assertThat(changes.getFirst().getHttp().getStatusCode()).isEqualTo(200);
      server.stop();
      await().until(() -> changes.size() == 2);
      assertThat(changes.getLast()).isEqualTo(Checker.initial(check));
    }
  }
}
