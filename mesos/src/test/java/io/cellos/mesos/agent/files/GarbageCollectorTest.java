package io.cellos.mesos.agent.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GarbageCollectorTest {
  private static final GarbageCollector.Settings SETTINGS =
      new GarbageCollector.Settings(Duration.ofHours(10), 0.1, Duration.ofMinutes(1));

  @TempDir Path work;
  private final List<Path> deleted = new CopyOnWriteArrayList<>();
  private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private volatile double usage = 0.4;
  private Path run;

  @BeforeEach
  void sandbox() throws IOException {
    run = Files.createDirectories(work.resolve("frameworks/f/executors/e/runs/1"));
    Files.writeString(run.resolve("stdout"), "done");
    Files.createSymbolicLink(run.resolveSibling("latest"), run);
  }

  private GarbageCollector start() throws IOException {
    return GarbageCollector.start(
        work, work.resolve("journal"), SETTINGS, deleted::add, () -> now, () -> usage);
  }

  private void later(GarbageCollector collector, Duration time) {
    now = now.plus(time);
    collector.wake();
  }

  @ParameterizedTest
  @CsvSource({"0, 9h", "0.4, 5h", "0.9, 0s", "1, 0s", "0.85, 30m"})
  void theFullerTheDiskTheYounger(double used, String age) {
    assertThat(SETTINGS.age(used)).isCloseTo(Duration.parse("PT" + age), Duration.ofSeconds(1));
  }

  @Test
  void deletesWhatIsOldEnoughAndEmptyParents() throws IOException {
    Path other = Files.createDirectories(work.resolve("frameworks/f2/executors/e/runs/2"));
    try (GarbageCollector collector = start()) {
      collector.schedule(run);
      later(collector, Duration.ofHours(1));
      collector.schedule(other);
      later(collector, Duration.ofHours(4).plusMinutes(1));
      await().until(() -> deleted.equals(List.of(run)));
      await().until(() -> !Files.exists(work.resolve("frameworks/f")));
      assertThat(other).exists();
      assertThat(collector.pending()).isEqualTo(1);
      usage = 0.95;
      collector.wake();
      await().until(() -> !Files.exists(work.resolve("frameworks")));
    }
    assertThat(work).exists();
  }

  @Test
  void survivesARestart() throws IOException {
    Path kept = Files.createDirectories(work.resolve("kept"));
    try (GarbageCollector collector = start()) {
      collector.schedule(run);
      collector.schedule(kept);
      collector.unschedule(kept);
    }
    Files.writeString(
        work.resolve("journal"),
        "+ 17",
        java.nio.file.StandardOpenOption.APPEND); // cut off by a crash
    now = now.plus(Duration.ofHours(6));
    try (GarbageCollector collector = start()) {
      await().until(() -> deleted.equals(List.of(run)));
      assertThat(collector.pending()).isZero();
    }
    assertThat(kept).exists();
  }

  @Test
  void doesNotDeleteElsewhere() throws IOException {
    try (GarbageCollector collector = start()) {
      for (Path path : List.of(work, work.resolve("../x"), Path.of("/"))) {
        assertThatThrownBy(() -> collector.schedule(path))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  @Test
  void linksAreDeletedNotFollowed() throws IOException {
    Path outside = Files.createDirectories(work.resolve("outside"));
    Files.writeString(outside.resolve("file"), "stays");
    Files.createSymbolicLink(run.resolve("link"), outside);
    usage = 1;
    try (GarbageCollector collector = start()) {
      collector.schedule(run);
      collector.wake();
      await().until(() -> !Files.exists(run));
    }
    assertThat(outside.resolve("file")).hasContent("stays");
  }
}
