package io.cellos.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellos.cli.input.ChosenNodes;
import io.cellos.cli.testing.FakeInterrupts;
import io.cellos.model.NodeId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FanOutTest {
  private final FakeInterrupts interrupts = new FakeInterrupts();
  private final FanOut fanOut = new FanOut(interrupts);

  private static List<ChosenNodes.Named> nodes(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> new ChosenNodes.Named("n-" + i, i, NodeId.parse("n-%08x".formatted(i))))
        .toList();
  }

  private List<NodeResult> run(int count, String command) {
    try {
      return fanOut.run(nodes(count), node -> new ProcessBuilder("/bin/sh", "-c", command));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void resultsComeInTheOrderOfTheNodesHoweverMany() {
    List<NodeResult> results = run(40, "echo hi; exit 2");

    assertThat(results).hasSize(40).allMatch(result -> result.status() == 2);
    assertThat(results).extracting(NodeResult::label).startsWith("n-1", "n-2").endsWith("n-40");
  }

  @Test
  void theProgramsRunAtTheSameTime(@TempDir Path directory) {
    // each waits until both have come
    String command =
        "touch %1$s/$$; while [ $(ls %1$s | wc -l) -lt 2 ]; do sleep 0.05; done"
            .formatted(directory);

    assertThat(run(2, command)).allMatch(result -> result.status() == 0);
  }

  @Test
  void ctrlCEndsThem(@TempDir Path directory) {
    Path begun = directory.resolve("begun");
    CompletableFuture<List<NodeResult>> run =
        CompletableFuture.supplyAsync(() -> run(1, "touch " + begun + "; exec sleep 300"));
    try {
      await().until(() -> Files.exists(begun));
    } finally {
      interrupts.press();
    }

    assertThat(run.join().getFirst().status()).isEqualTo(128 + 15);
    assertThat(interrupts.isAwaited()).isFalse();
  }
}
