package io.cellos.node.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellos.node.boot.BootStep;
import io.cellos.node.boot.StepFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real scripts. */
class UserModulesTest {
  @TempDir Path directory;
  private Path seed;
  private Path home;

  @BeforeEach
  void directories() throws IOException {
    seed = Files.createDirectories(directory.resolve("seed with space"));
    home = directory.resolve("home");
    Files.createDirectories(home.resolve("logs"));
  }

  private Path script(String module, String name, String body) throws IOException {
    Path file = seed.resolve("modules").resolve(module).resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private UserModules modules(Duration timeout, String... names) {
    Map<String, String> environment = Map.of("PATH", "/usr/bin:/bin", "CELL_ZK", "127.0.0.9:2181");
    return new UserModules(
        seed, home, List.of(names), new ScriptRunner(() -> environment, timeout));
  }

  private UserModules modules(String... names) {
    return modules(Duration.ofSeconds(30), names);
  }

  private static void run(BootStep step)
      throws StepFailedException, IOException, InterruptedException {
    step.action().run(waiting -> {});
  }

  private String log(String module) throws IOException {
    return Files.readString(home.resolve("logs").resolve(module + ".log"));
  }

  private static List<String> names(List<BootStep> steps) {
    return steps.stream().map(BootStep::name).toList();
  }

  @Test
  void plansWhatEachModuleHas() throws IOException {
    script("both", "provision", "");
    script("both", "provision_post", "");
    script("post", "provision_post", "");
    UserModules modules = modules("post", "both");
    assertThat(names(modules.stepsBeforeBarrier())).containsExactly("both.provision");
    assertThat(names(modules.stepsAfterBarrier()))
        .containsExactly("post.provision_post", "both.provision_post");
  }

  @Test
  void runsInItsOwnCopyWithTheEnvironment()
      throws IOException, StepFailedException, InterruptedException {
    script("hello", "provision", "echo here; pwd; cat data; echo zk=$CELL_ZK; echo oops >&2");
    Files.writeString(seed.resolve("modules/hello/data"), "some data\n");
    run(modules("hello").stepsBeforeBarrier().getFirst());
    assertThat(log("hello").lines())
        .containsExactly(
            "--- hello.provision",
            "here",
            home.resolve("modules/hello").toRealPath().toString(),
            "some data",
            "zk=127.0.0.9:2181",
            "oops");
  }

  @Test
  void secondExecutableFindsWhatTheFirstLeft()
      throws IOException, StepFailedException, InterruptedException {
    script("hello", "provision", "echo left > file");
    script("hello", "provision_post", "cat file");
    UserModules modules = modules("hello");
    run(modules.stepsBeforeBarrier().getFirst());
    run(modules.stepsAfterBarrier().getFirst());
    assertThat(log("hello")).endsWith("--- hello.provision_post\nleft\n");
    assertThat(seed.resolve("modules/hello/file")).doesNotExist();
  }

  @Test
  void failureNamesStatusLastLineAndLog() throws IOException {
    script("bad", "provision", "echo no such package; exit 3");
    assertThatThrownBy(() -> run(modules("bad").stepsBeforeBarrier().getFirst()))
        .isInstanceOf(StepFailedException.class)
        .hasMessageContaining("exit status 3")
        .hasMessageContaining("no such package")
        .hasMessageContaining(home.resolve("logs/bad.log").toString());
  }

  @Test
  void missingModuleFailsItsStep() {
    assertThatThrownBy(() -> run(modules("gone").stepsBeforeBarrier().getFirst()))
        .isInstanceOf(StepFailedException.class)
        .hasMessageContaining("no module");
  }

  @Test
  void fileThatIsNotExecutableSaysHowToMakeItSo() throws IOException {
    Path file = script("plain", "provision", "");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> run(modules("plain").stepsBeforeBarrier().getFirst()))
        .hasMessageContaining("chmod +x provision");
  }

  @Test
  void tooSlowIsEndedWithItsChildren() throws IOException {
    script(
        "slow",
        "provision",
        "sleep 300 & echo $! > child; trap '' TERM; while :; do sleep 1; done");
    assertThatThrownBy(
            () -> run(modules(Duration.ofSeconds(1), "slow").stepsBeforeBarrier().getFirst()))
        .isInstanceOf(StepFailedException.class)
        .hasMessageContaining("1 s");
    assertGone("slow");
  }

  @Test
  void isEndedWhenTheNodeStops() throws IOException, InterruptedException {
    script("slow", "provision", "sleep 300 & echo $! > child; wait");
    AtomicReference<Throwable> failure = new AtomicReference<>();
    CountDownLatch ended = new CountDownLatch(1);
    Thread boot =
        Thread.ofPlatform()
            .name("boot")
            .start(
                () -> {
                  try {
                    run(modules("slow").stepsBeforeBarrier().getFirst());
                  } catch (StepFailedException | IOException | InterruptedException e) {
                    failure.set(e);
                  } finally {
                    ended.countDown();
                  }
                });
    try {
      Awaitility.await().until(() -> Files.exists(home.resolve("modules/slow/child")));
    } finally {
      boot.interrupt();
    }
    ended.await();
    assertThat(failure.get()).isInstanceOf(InterruptedException.class);
    assertGone("slow");
  }

  private void assertGone(String module) throws IOException {
    Path file = home.resolve("modules").resolve(module).resolve("child");
    long child = Long.parseLong(Files.readString(file).strip());
    Awaitility.await()
        .untilAsserted(
            () -> assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty());
  }
}
