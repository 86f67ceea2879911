package io.cellos.backend.local.testing;

import io.cellos.backend.local.LocalBackend;
import io.cellos.backend.local.LocalSettings;
import io.cellos.backend.local.cell.CellHome;
import io.cellos.backend.local.cell.CellProcesses;
import io.cellos.backend.local.cell.ControllerFile;
import io.cellos.backend.local.cell.DamagedFileException;
import io.cellos.base.process.JavaCommand;
import io.cellos.model.CellDescription;
import io.cellos.model.CellName;
import io.cellos.model.CellSpec;
import io.cellos.model.CellStatus;
import io.cellos.model.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** Real cells of fake nodes in a temporary home; closing ends every process of them. */
public final class Cells implements AutoCloseable {
  public static final CellName DEMO = CellName.parse("demo");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Away from where cells usually are, so that a stopped cell keeps its network in a test. */
  private final int firstNetwork = ThreadLocalRandom.current().nextInt(100, 240);

  private final Path home;
  private final LocalBackend backend;

  public Cells(Path home) {
    this.home = home;
    this.backend =
        new LocalBackend(
            new LocalSettings(home, "2.0.0", JavaCommand.current(), FakeNode.class, firstNetwork));
  }

  public LocalBackend backend() {
    return backend;
  }

  public CellHome demo() {
    return new CellHome(home.resolve("demo"));
  }

  public static CellSpec spec(int nucleus, int body, int membrane) {
    return new CellSpec(
        DEMO,
        Map.of(Role.NUCLEUS, nucleus, Role.STATELESS_BODY, body, Role.MEMBRANE, membrane),
        List.of());
  }

  /** Creates cell demo and waits until it is complete. */
  public CellDescription create(int nucleus, int body, int membrane) {
    backend.create(spec(nucleus, body, membrane), notice -> {});
    return awaitStatus(CellStatus.RUNNING);
  }

  public CellDescription describe() {
    return backend.describe(DEMO);
  }

  public CellDescription awaitStatus(CellStatus status) {
    return await(cell -> cell.status() == status);
  }

  public CellDescription await(Predicate<CellDescription> condition) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(this::describe, condition);
  }

  public static List<CellDescription.Node> nodes(CellDescription cell, Role role) {
    return cell.groups().stream()
        .filter(group -> group.role() == role)
        .findFirst()
        .orElseThrow()
        .nodes();
  }

  /** Kills the process with this id and waits until it is gone. */
  public static void kill(long pid) {
    ProcessHandle.of(pid)
        .ifPresent(
            process -> {
              process.destroyForcibly();
              Awaitility.await().until(() -> !process.isAlive());
            });
  }

  public void killController() throws DamagedFileException {
    var process = ControllerFile.read(demo()).process();
    ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly);
    Awaitility.await().until(() -> !process.isAlive());
  }

  @Override
  public void close() {
    for (String name : List.of("demo", "other", "third")) {
      CellHome cell = new CellHome(home.resolve(name));
      Awaitility.await()
          .atMost(PATIENCE)
          .until(
              () -> {
                List<Long> left = CellProcesses.ofCell(cell);
                left.forEach(
                    pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
                return left.isEmpty();
              });
    }
  }
}
