package io.cellos.backend.local;

import io.cellos.backend.local.cell.CellFactory;
import io.cellos.backend.local.cell.CellFile;
import io.cellos.backend.local.cell.CellHome;
import io.cellos.backend.local.cell.ControllerFile;
import io.cellos.backend.local.cell.DamagedFileException;
import io.cellos.backend.local.cell.LocalHome;
import io.cellos.backend.local.cell.Network;
import io.cellos.backend.local.cell.NetworkChoice;
import io.cellos.backend.local.cell.Preflight;
import io.cellos.base.error.CellException;
import io.cellos.model.CellDescription;
import io.cellos.model.CellName;
import io.cellos.model.CellSpec;
import io.cellos.model.CellStatus;
import io.cellos.model.NodeState;
import io.cellos.model.Role;
import io.cellos.model.UserModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Creates cells, as steps. The caller holds the cell's lock. */
final class Creation {
  private final LocalHome home;
  private final LocalSettings settings;

  Creation(LocalHome home, LocalSettings settings) {
    this.home = home;
    this.settings = settings;
  }

  /** What {@link #create} would do. */
  List<String> plan(CellSpec spec) {
    Preflight.check(home, spec);
    if (home.cell(spec.name()).exists()) {
      CellFile file = unfinished(spec);
      return List.of("go on creating cell " + spec.name() + " in network " + file.net());
    }
    Network network =
        NetworkChoice.ofThisMachine(settings.firstNetwork())
            .choose(spec, Preflight.usedNetworks(home));
    List<String> steps = new ArrayList<>();
    steps.add("create " + home.cell(spec.name()).directory() + " with a copy of the program");
    for (UserModule module : spec.modules()) {
      steps.add("copy module " + module.name() + " from " + module.path());
    }
    steps.add("start the controller at " + network.controller().getHostAddress());
    steps.add("open load balancers at " + network.address(2).getHostAddress() + " to .5");
    for (Role role : Role.values()) {
      if (spec.size(role) > 0) {
        steps.add(
            "start " + spec.size(role) + " " + role + (spec.size(role) == 1 ? " node" : " nodes"));
      }
    }
    return steps;
  }

  void create(CellSpec spec, Consumer<String> notice) {
    CellHome cell = home.cell(spec.name());
    if (cell.exists()) {
      unfinished(spec);
      notice.accept("cell " + spec.name() + " is there in part, going on");
    } else {
      CellFile file =
          CellFactory.make(
              home, spec, settings.program(), settings.version(), settings.firstNetwork());
      notice.accept("cell " + spec.name() + " has network " + file.net());
    }
    Optional<ControllerFile> running = ControllerProcess.find(cell);
    if (running.isPresent()) {
      retryFailed(cell, running.get(), notice);
    } else {
      ControllerFile started = ControllerProcess.start(cell, settings.nodeMain());
      notice.accept("controller started at " + started.url());
    }
  }

  private static void retryFailed(
      CellHome cell, ControllerFile controller, Consumer<String> notice) {
    ControllerClient client = new ControllerClient(cell.name(), controller);
    client.describe().groups().stream()
        .flatMap(group -> group.nodes().stream().map(node -> label(group, node)))
        .flatMap(Optional::stream)
        .forEach(node -> notice.accept(node + " failed and is tried again"));
    client.retry();
  }

  private static Optional<String> label(CellDescription.Group group, CellDescription.Node node) {
    return node.state() == NodeState.FAILED
        ? Optional.of(group.role() + "-" + node.index())
        : Optional.empty();
  }

  /**
   * The cell whose creation is to be continued.
   *
   * @throws CellException if the cell there is another one, or complete
   */
  private CellFile unfinished(CellSpec spec) {
    CellName name = spec.name();
    CellHome cell = home.cell(name);
    if (CellView.isDeleting(cell)) {
      throw CellException.failed(
          "cell " + name + " is being deleted", "finish that with: cell delete " + name);
    }
    CellFile file = readOrExplain(cell);
    if (file.createdOnce() || file.stopped()) {
      throw exists(name, CellView.describe(cell).status());
    }
    List<String> differences = SpecDifference.between(file.spec(), spec);
    if (!differences.isEmpty()) {
      throw CellException.failed(
          "cell " + name + " is being created otherwise: " + String.join("; ", differences),
          "run create as before, or change it with cell scale, or delete it with: cell delete "
              + name);
    }
    return file;
  }

  private static CellFile readOrExplain(CellHome cell) {
    try {
      return CellFile.read(cell);
    } catch (DamagedFileException e) {
      throw CellException.failed(
          "cell " + cell.name() + " exists and is damaged: " + e.getMessage(),
          "restore the file, or delete the cell with: cell delete " + cell.name(),
          e);
    }
  }

  private static CellException exists(CellName name, CellStatus status) {
    String next =
        switch (status) {
          case FAILED -> "remove it with: cell delete " + name;
          case STOPPED -> "start it with: cell start " + name;
          case DAMAGED -> "bring it back with: cell start " + name;
          case CREATING, RUNNING, DEGRADED, DELETING ->
              "see it with: cell list " + name + ", resize it with: cell scale " + name;
        };
    return CellException.failed("cell " + name + " exists", next);
  }
}
