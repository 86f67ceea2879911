package io.cellos.backend.local.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.backend.CellEvent;
import io.cellos.backend.local.cell.CellHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogTest {
  private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");
  @TempDir Path directory;

  @Test
  void eventsAreReadBackAndTornLinesSkipped() throws Exception {
    CellHome cell = new CellHome(directory);
    EventLog log = new EventLog(cell.events(), InstantSource.fixed(NOW));
    log.add("nucleus-1", "its process ended", "last log line: \"x\"\ny");
    Files.writeString(cell.events(), "{\"at\":\"2026-\n", StandardOpenOption.APPEND);
    log.add("controller", "goes on");
    List<CellEvent> events = new ArrayList<>();
    EventReader.read(cell, false, events::add);
    assertThat(events)
        .containsExactly(
            new CellEvent(NOW, "nucleus-1", "its process ended: last log line: \"x\"\ny"),
            new CellEvent(NOW, "controller", "goes on"));
  }

  @Test
  void theFileIsBoundedAndOneOldOneKept() throws Exception {
    CellHome cell = new CellHome(directory);
    EventLog log = new EventLog(cell.events(), InstantSource.fixed(NOW));
    for (int i = 0; i < 350; i++) {
      log.add("test", i + " " + "x".repeat(10_000));
    }
    assertThat(Files.size(cell.events())).isLessThan(1_100_000);
    try (var files = Files.list(directory)) {
      assertThat(files).hasSize(2);
    }
    List<CellEvent> events = new ArrayList<>();
    EventReader.read(cell, false, events::add);
    assertThat(events.getLast().message()).startsWith("349 ");
    assertThat(events).hasSizeGreaterThan(100);
  }

  @Test
  void aDirectoryThatCantBeWrittenLosesNoCommand() {
    EventLog log = new EventLog(directory.resolve("missing/events.log"), InstantSource.fixed(NOW));
    log.add("test", "still shown");
    assertThat(log.recent()).extracting(StoredEvent::message).containsExactly("still shown");
  }
}
