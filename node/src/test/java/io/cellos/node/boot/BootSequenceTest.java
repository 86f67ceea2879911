package io.cellos.node.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellos.base.files.AtomicFiles;
import io.cellos.coordination.BootStatus;
import io.cellos.coordination.DirectoryStore;
import io.cellos.model.NodeId;
import io.cellos.node.core.Boot;
import io.cellos.node.core.RetryPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootSequenceTest {
  private static final NodeId NODE = NodeId.parse("n-00000001");

  @TempDir Path directory;
  private BootStatus status;
  private final List<Duration> pauses = new ArrayList<>();

  @BeforeEach
  void open() throws IOException {
    status = new BootStatus(DirectoryStore.open(directory.resolve("shared")));
  }

  private BootSequence boot(BootStep... steps) {
    return new BootSequence(
        List.of(steps),
        RetryPolicy.USUAL,
        new StatusReporter(status, NODE, () -> Instant.ofEpochSecond(7)),
        pauses::add);
  }

  private List<String> lines() throws IOException {
    return status.read(NODE).stream().map(event -> event.toLine()).toList();
  }

  @Test
  void reportsEveryStep() throws IOException, InterruptedException {
    BootSequence boot = boot(new BootStep("a", w -> {}), new BootStep("ready", w -> {}));
    boot.run();
    assertThat(lines())
        .containsExactly("a start 7.000", "a end 7.000", "ready start 7.000", "ready end 7.000");
    assertThat(boot.state().phase()).isEqualTo(Boot.Phase.READY);
    assertThat(boot.detail()).isEmpty();
  }

  @Test
  void triesAgain() throws IOException, InterruptedException {
    AtomicInteger calls = new AtomicInteger();
    BootSequence boot =
        boot(
            new BootStep(
                "a",
                waiting -> {
                  if (calls.incrementAndGet() < 3) {
                    throw new StepFailedException("not yet");
                  }
                }));
    boot.run();
    assertThat(lines())
        .containsExactly("a start 7.000", "a retry 7.000", "a retry 7.000", "a end 7.000");
    assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @Test
  void givesUpAndSaysWhy() throws IOException, InterruptedException {
    AtomicInteger later = new AtomicInteger();
    BootSequence boot =
        boot(
            new BootStep(
                "a",
                waiting -> {
                  waiting.on("godot");
                  throw new StepFailedException("exit status 3");
                }),
            new BootStep("b", waiting -> later.incrementAndGet()));
    boot.run();
    assertThat(lines())
        .containsExactly("a start 7.000", "a retry 7.000", "a retry 7.000", "a failed 7.000");
    assertThat(boot.state().phase()).isEqualTo(Boot.Phase.FAILED);
    assertThat(boot.detail()).isEqualTo("a failed after 3 attempts: exit status 3");
    assertThat(later).hasValue(0);
    assertThat(status.waitingFor(NODE)).isEmpty();
  }

  @Test
  void aBugFailsTheStepToo() throws InterruptedException {
    BootSequence boot =
        boot(
            new BootStep(
                "a",
                waiting -> {
                  throw new IllegalStateException("oops");
                }));
    boot.run();
    assertThat(boot.detail()).contains("oops");
  }

  @Test
  void saysWhatItWaitsFor() throws IOException, InterruptedException {
    status.waitingFor(NODE, Optional.of("left by an earlier run"));
    List<Object> seen = new ArrayList<>();
    BootSequence[] boot = new BootSequence[1];
    boot[0] =
        boot(
            new BootStep(
                "a",
                waiting -> {
                  seen.add(status.waitingFor(NODE));
                  waiting.on("godot");
                  seen.add(status.waitingFor(NODE));
                  seen.add(boot[0].detail());
                }));
    boot[0].run();
    assertThat(seen).containsExactly(Optional.empty(), Optional.of("godot"), "a waits for godot");
    assertThat(status.waitingFor(NODE)).isEmpty();
  }

  @Test
  void isNotReadyBeforeTheStoreKnows() throws IOException, InterruptedException {
    Path store = directory.resolve("shared");
    Path away = directory.resolve("away");
    List<String> details = new ArrayList<>();
    BootSequence[] boot = new BootSequence[1];
    boot[0] =
        new BootSequence(
            List.of(
                new BootStep(
                    "a",
                    waiting -> {
                      Files.move(store, away);
                      Files.writeString(store, "not a directory");
                    })),
            RetryPolicy.USUAL,
            new StatusReporter(status, NODE, () -> Instant.ofEpochSecond(7)),
            length -> {
              details.add(boot[0].state().phase() + " " + status.getClass().getSimpleName());
              restore(store, away);
            });
    boot[0].run();
    assertThat(details).hasSize(1);
    assertThat(lines()).containsExactly("a start 7.000", "a end 7.000");
  }

  private static void restore(Path store, Path away) {
    try {
      AtomicFiles.deleteTree(store);
      Files.move(away, store);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void stopsWhenInterrupted() {
    BootSequence boot =
        boot(
            new BootStep(
                "a",
                waiting -> {
                  throw new InterruptedException();
                }));
    assertThatThrownBy(boot::run).isInstanceOf(InterruptedException.class);
  }

  @Test
  void refusesTwoStepsOfOneName() {
    assertThatThrownBy(() -> boot(new BootStep("a", w -> {}), new BootStep("a", w -> {})))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
