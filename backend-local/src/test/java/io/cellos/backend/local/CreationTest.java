package io.cellos.backend.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cellos.backend.local.cell.CellFile;
import io.cellos.backend.local.cell.FileGuard;
import io.cellos.backend.local.cell.LocalHome;
import io.cellos.backend.local.cell.Network;
import io.cellos.backend.local.testing.Cells;
import io.cellos.backend.local.testing.LockHolder;
import io.cellos.base.error.CellException;
import io.cellos.base.process.JavaCommand;
import io.cellos.model.CellName;
import io.cellos.model.CellSpec;
import io.cellos.model.CellStatus;
import io.cellos.model.Role;
import io.cellos.model.UserModule;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CreationTest {
  @TempDir Path home;
  private Cells cells;

  @BeforeEach
  void begin() {
    cells = new Cells(home);
  }

  @AfterEach
  void end() {
    cells.close();
  }

  private void create(CellSpec spec) {
    cells.backend().create(spec, notice -> {});
  }

  @Test
  void aCellThatExistsIsNotCreatedAgain() throws Exception {
    cells.create(1, 0, 0);
    CellException refusal =
        catchThrowableOfType(CellException.class, () -> create(Cells.spec(1, 0, 0)));
    assertThat(refusal).hasMessage("cell demo exists");
    assertThat(refusal.nextStep()).contains("cell list demo");
    assertThatThrownBy(() -> cells.backend().plan(Cells.spec(1, 0, 0)))
        .hasMessage("cell demo exists");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(cells.demo().directory())))
        .isEqualTo("rwx------");
    for (Path secret : List.of(cells.demo().controllerFile(), cells.demo().cellFile())) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void aCreateThatWasCutShortIsContinuedButNotChanged() throws Exception {
    // as it is left by an interruption before the controller was started
    Files.createDirectories(home.resolve(".new-demo/dist"));
    cells.create(1, 0, 0);
    cells.killController();
    CellFile complete = CellFile.read(cells.demo());
    new CellFile(
            1, complete.spec(), complete.network(), Instant.now(), complete.version(), false, false)
        .write(cells.demo());
    Files.delete(cells.demo().controllerFile());
    assertThat(cells.describe().status()).isEqualTo(CellStatus.CREATING);
    assertThatThrownBy(() -> create(Cells.spec(3, 0, 0)))
        .hasMessage("cell demo is being created otherwise: it has nucleus 1, you ask for 3");
    create(Cells.spec(1, 0, 0));
    cells.awaitStatus(CellStatus.RUNNING);
    assertThat(home.resolve(".new-demo")).doesNotExist();
  }

  @Test
  void ofTwoCreatesAtOnceOneIsRefusedClearly() throws Exception {
    List<Throwable> outcomes = new ArrayList<>();
    CountDownLatch begin = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Throwable>> both = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        both.add(
            threads.submit(
                () -> {
                  begin.await();
                  return catchThrowable(() -> create(Cells.spec(1, 0, 0)));
                }));
      }
      begin.countDown();
      for (Future<Throwable> one : both) {
        outcomes.add(one.get());
      }
    }
    assertThat(outcomes).filteredOn(java.util.Objects::isNull).hasSize(1);
    assertThat(outcomes)
        .filteredOn(java.util.Objects::nonNull)
        .singleElement()
        .satisfies(
            refusal ->
                assertThat(refusal.getMessage())
                    .matches("another command \\(create, pid \\d+\\) is working on cell demo"));
    cells.awaitStatus(CellStatus.RUNNING);
  }

  @Test
  void anotherProcessThatHoldsTheLockIsNamed() throws Exception {
    Process holder =
        new ProcessBuilder(
                JavaCommand.current().of(32, Map.of(), LockHolder.class, home.toString()))
            .start();
    try {
      assertThat(holder.inputReader().readLine()).isEqualTo("held");
      CellException refusal =
          catchThrowableOfType(CellException.class, () -> create(Cells.spec(1, 0, 0)));
      assertThat(refusal)
          .hasMessage("another command (delete, pid " + holder.pid() + ") is working on cell demo");
      assertThat(refusal.nextStep()).startsWith("wait for it");
    } finally {
      holder.destroyForcibly();
    }
  }

  @Test
  void aLockIsFreeAgainAfterItsHolder() throws Exception {
    LocalHome local = new LocalHome(home);
    FileGuard first = local.lock(Cells.DEMO, "create");
    assertThatThrownBy(() -> local.lock(Cells.DEMO, "delete")).hasMessageContaining("(create, pid");
    first.close();
    first.close();
    local.lock(Cells.DEMO, "delete").close();
  }

  @Test
  void severalCellsGetNetworksOfTheirOwn() throws Exception {
    cells.create(1, 0, 0);
    CellSpec other = new CellSpec(CellName.parse("other"), Cells.spec(1, 0, 0).sizes(), List.of());
    create(other);
    assertThat(CellFile.read(new LocalHome(home).cell(CellName.parse("other"))).network())
        .isNotEqualTo(CellFile.read(cells.demo()).network());
    assertThat(cells.backend().list()).hasSize(2);
    cells.backend().delete(CellName.parse("other"), notice -> {});
    assertThat(cells.backend().list()).hasSize(1);
  }

  @Test
  void tooManyNodesAreRefusedBeforeAnythingStarts() {
    CellSpec large =
        new CellSpec(Cells.DEMO, Map.of(Role.STATELESS_BODY, Network.MOST_NODES), List.of());
    assertThatThrownBy(() -> create(large)).hasMessageContaining("240 nodes, not 242");
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void aDryRunLeavesNothing() {
    assertThat(cells.backend().plan(Cells.spec(3, 1, 1)))
        .contains("start 3 nucleus nodes", "start 1 membrane node");
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void anAlmostFullDiskIsRefusedBeforeAnythingStarts() throws Exception {
    Path small = mountDisk("4m");
    try (Cells full = new Cells(small.resolve("local"))) {
      assertThatThrownBy(() -> full.backend().create(Cells.spec(1, 0, 0), notice -> {}))
          .hasMessageMatching(".*/local has only \\d+ MB free; a cell needs 300 MB");
      assertThat(small).isEmptyDirectory();
    } finally {
      run("umount", small.toString());
    }
  }

  @Test
  void aDiskThatFillsWhileCreatingLeavesNoHalfCell() throws Exception {
    Path small = mountDisk("301m");
    Path module = Files.createDirectory(home.resolve("large"));
    Files.writeString(module.resolve("provision"), "#!/bin/sh\n");
    module.resolve("provision").toFile().setExecutable(true);
    try (Cells full = new Cells(small.resolve("local"));
        RandomAccessFile large = new RandomAccessFile(module.resolve("data").toFile(), "rw")) {
      large.setLength(400L << 20);
      UserModule tooLarge = new UserModule("large", module.toString(), Set.of(Role.MEMBRANE));
      CellSpec spec = new CellSpec(Cells.DEMO, Cells.spec(1, 0, 0).sizes(), List.of(tooLarge));
      assertThatThrownBy(() -> full.backend().create(spec, notice -> {}))
          .hasMessageMatching("(?s)can't write the files of cell demo: .*No space left.*");
      assertThat(full.backend().list()).isEmpty();
      assertThat(small.resolve("local/.new-demo")).doesNotExist();
      full.create(1, 0, 0);
      full.backend().delete(Cells.DEMO, notice -> {});
    } finally {
      run("umount", small.toString());
    }
  }

  private Path mountDisk(String size) throws IOException, InterruptedException {
    Path small = Files.createDirectory(home.resolve("small"));
    Assumptions.assumeThat(
            run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", small.toString()))
        .as("mounting a small disk needs root on Linux")
        .isZero();
    return small;
  }

  static int run(String... words) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(words)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      return 127;
    }
  }
}
