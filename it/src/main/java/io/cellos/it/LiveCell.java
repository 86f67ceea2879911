package io.cellos.it;

import io.cellos.base.json.Json;
import io.cellos.base.process.ProcessRef;
import io.cellos.model.CellDescription;
import io.cellos.model.CellStatus;
import io.cellos.model.Health;
import io.cellos.model.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A cell of this machine under test. Closing deletes it, whatever state it is in. */
public final class LiveCell implements AutoCloseable {
  private final Launcher launcher;
  private final String name;

  public LiveCell(Launcher launcher, String name) {
    this.launcher = launcher;
    this.name = name;
  }

  /** Runs {@code cell create NAME ARGUMENTS…} to its end and expects success. */
  public static LiveCell create(Launcher launcher, String name, String... arguments) {
    LiveCell cell = new LiveCell(launcher, name);
    try {
      cell.run("create", arguments).expectDone();
      return cell;
    } catch (Throwable e) {
      cell.close();
      throw e;
    }
  }

  /** Runs {@code cell VERB NAME ARGUMENTS…}. */
  public Launcher.Result run(String verb, String... arguments) {
    List<String> words = new ArrayList<>(List.of(verb, name));
    words.addAll(Arrays.asList(arguments));
    return launcher.run(words.toArray(String[]::new));
  }

  public String name() {
    return name;
  }

  public Launcher launcher() {
    return launcher;
  }

  /** Where the cell keeps its files. */
  public Path directory() {
    return launcher.home().resolve("local").resolve(name);
  }

  public CellDescription describe() {
    String json = run("list", "-o", "json").expectDone().out();
    return Json.read(json.getBytes(StandardCharsets.UTF_8), CellDescription.class);
  }

  public List<CellDescription.Node> nodes(Role role) {
    return describe().groups().stream()
        .filter(group -> group.role() == role)
        .flatMap(group -> group.nodes().stream())
        .toList();
  }

  /** Whether every group has its desired number of healthy nodes. */
  public boolean isWhole() {
    CellDescription cell = describe();
    return cell.status() == CellStatus.RUNNING
        && cell.groups().stream()
            .allMatch(
                group ->
                    group.nodes().size() == group.desired()
                        && group.nodes().stream().allMatch(n -> n.health() == Health.HEALTHY));
  }

  /** Where a node keeps its files. */
  public Path home(CellDescription.Node node) {
    return directory().resolve("nodes").resolve(node.id().value());
  }

  /** Every process of the cell that runs now, found by the environment that all of them carry. */
  public List<ProcessRef> processes() {
    String mark = "CELL_DIR=" + directory().toAbsolutePath();
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.filter(process -> carries(process.pid(), mark)).map(ProcessRef::of).toList();
    }
  }

  /** The processes of one node; its own program first, then what that started. */
  public List<ProcessRef> processes(CellDescription.Node node) {
    String mark = "NODE_ID=" + node.id();
    return processes().stream().filter(process -> carries(process.pid(), mark)).toList();
  }

  private static boolean carries(long pid, String mark) {
    try {
      String environment =
          Files.readString(Path.of("/proc/" + pid + "/environ"), StandardCharsets.ISO_8859_1);
      return Arrays.asList(environment.split("\0")).contains(mark);
    } catch (IOException e) {
      return false; // it has gone, or is not ours to look at
    }
  }

  @Override
  public void close() {
    launcher.run("delete", name, "--yes");
  }
}
