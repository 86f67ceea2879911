package io.cellos.backend.local;

import io.cellos.backend.Backend;
import io.cellos.backend.CellEvent;
import io.cellos.backend.LogLine;
import io.cellos.backend.NodeTimeline;
import io.cellos.backend.OpenProxy;
import io.cellos.backend.Tempo;
import io.cellos.backend.local.cell.CellHome;
import io.cellos.backend.local.cell.FileGuard;
import io.cellos.backend.local.cell.LocalHome;
import io.cellos.backend.local.cell.Preflight;
import io.cellos.backend.local.controller.Timelines;
import io.cellos.backend.local.log.EventReader;
import io.cellos.backend.local.log.NodeLogs;
import io.cellos.backend.local.proxy.CellProxy;
import io.cellos.base.error.CellException;
import io.cellos.base.lifecycle.CommandThreads;
import io.cellos.coordination.BootStatus;
import io.cellos.coordination.DirectoryStore;
import io.cellos.model.CellDescription;
import io.cellos.model.CellName;
import io.cellos.model.CellSpec;
import io.cellos.model.CellSummary;
import io.cellos.model.NodeId;
import io.cellos.model.Role;
import io.cellos.nucleus.membership.Snapshots;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Cells on this machine: a directory and a controller process each. This object keeps nothing;
 * everything it says comes from the files and the controllers.
 */
public final class LocalBackend implements Backend {
  private final LocalSettings settings;
  private final LocalHome home;

  public LocalBackend(LocalSettings settings) {
    this.settings = settings;
    this.home = new LocalHome(settings.home());
  }

  @Override
  public String name() {
    return "local";
  }

  @Override
  public Tempo tempo() {
    return Tempo.OF_THIS_MACHINE;
  }

  @Override
  public List<CellEvent> changeEvents(CellName name) {
    return List.of();
  }

  @Override
  public List<String> plan(CellSpec spec) {
    return new Creation(home, settings).plan(spec);
  }

  @Override
  public void create(CellSpec spec, Consumer<String> notice) {
    Preflight.check(home, spec); // before even the lock is written
    locked(spec.name(), "create", () -> new Creation(home, settings).create(spec, notice));
  }

  @Override
  public List<CellSummary> list() {
    List<Future<CellSummary>> answers;
    try (ExecutorService threads = CommandThreads.perTask("list-")) {
      answers =
          home.cells().stream()
              .map(cell -> threads.submit(() -> CellView.describe(cell).summary()))
              .toList();
    }
    return answers.stream().map(Future::resultNow).toList(); // closing waited for all
  }

  @Override
  public CellDescription describe(CellName name) {
    return CellView.describe(home.existing(name));
  }

  @Override
  public List<String> problems(CellName name) {
    return CellProblems.find(home.existing(name));
  }

  @Override
  public List<NodeTimeline> timeline(CellName name) {
    CellHome cell = home.existing(name);
    try {
      BootStatus boots = new BootStatus(DirectoryStore.open(cell.shared()));
      return Timelines.of(CellView.describe(cell), boots);
    } catch (IOException e) {
      throw unreadable(cell, e);
    }
  }

  @Override
  public void scale(CellName name, Role role, int size, Duration patience) {
    CellHome cell = home.existing(name);
    role.checkSize(size);
    ControllerProcess.find(cell)
        .map(controller -> new ControllerClient(name, controller))
        .orElseThrow(
            () ->
                CellException.failed(
                    "cell " + name + " does not run", "start it with: cell start " + name))
        .scale(role, size, patience.multipliedBy(4).dividedBy(5)); // the rest is for ending them
  }

  @Override
  public void start(CellName name, Consumer<String> notice) {
    CellHome cell = home.existing(name);
    locked(name, "start", () -> new StartStop(cell, settings.nodeMain()).start(notice));
  }

  @Override
  public void stop(CellName name, Consumer<String> notice) {
    CellHome cell = home.existing(name);
    locked(name, "stop", () -> new StartStop(cell, settings.nodeMain()).stop(notice));
  }

  @Override
  public void delete(CellName name, Consumer<String> notice) {
    home.existing(name);
    locked(name, "delete", () -> new Deletion(home, name).run(notice));
  }

  @Override
  public void events(CellName name, boolean follow, Consumer<CellEvent> sink)
      throws InterruptedException {
    CellHome cell = home.existing(name);
    try {
      EventReader.read(cell, follow, sink);
    } catch (IOException e) {
      throw unreadable(cell, e);
    }
  }

  @Override
  public void logs(
      CellName name, Role role, OptionalInt index, boolean follow, Consumer<LogLine> sink)
      throws InterruptedException {
    CellHome cell = home.existing(name);
    try (NodeLogs logs = new NodeLogs(cell, role, index, sink)) {
      logs.read(follow);
    } catch (IOException e) {
      throw unreadable(cell, e);
    }
  }

  @Override
  public ProcessBuilder command(CellName name, NodeId node, String shellCommand) {
    return NodeShell.command(home.existing(name), node, shellCommand);
  }

  /** Agents run as the person whose cell it is, and can't become anybody else. */
  @Override
  public String taskUser() {
    return System.getProperty("user.name");
  }

  @Override
  public ProcessBuilder shell(CellName name, NodeId node) {
    return NodeShell.shell(home.existing(name), node);
  }

  @Override
  public OpenProxy proxy(CellName name, Optional<Role> role, int port) {
    CellHome cell = home.existing(name);
    return CellProxy.open(name, role, port, () -> CellView.describe(cell));
  }

  @Override
  public String takeSnapshot(CellName name) {
    return snapshotsOf(name).take();
  }

  @Override
  public List<String> snapshots(CellName name) {
    return snapshotsOf(name).list();
  }

  @Override
  public void restore(CellName name, String snapshot) {
    snapshotsOf(name).restore(snapshot);
  }

  private Snapshots snapshotsOf(CellName name) {
    CellHome cell = home.existing(name);
    try {
      return new Snapshots(name, DirectoryStore.open(cell.shared()), cell.shared().toString());
    } catch (IOException e) {
      throw unreadable(cell, e);
    }
  }

  /** Runs it while no other command changes the cell. */
  private void locked(CellName name, String command, Runnable work) {
    try (FileGuard guard = home.lock(name, command)) {
      assert guard != null;
      work.run();
    } catch (IOException e) {
      throw CellException.failed("can't unlock cell " + name + ": " + e.getMessage(), "", e);
    }
  }

  private static CellException unreadable(CellHome cell, IOException failure) {
    return CellException.failed(
        "the files of cell " + cell.name() + " can't be read: " + failure.getMessage(),
        "see what is wrong with it: cell list " + cell.name(),
        failure);
  }
}
