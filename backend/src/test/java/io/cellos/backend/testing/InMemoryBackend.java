package io.cellos.backend.testing;

import io.cellos.backend.Backend;
import io.cellos.backend.CellEvent;
import io.cellos.backend.LogLine;
import io.cellos.backend.NodeTimeline;
import io.cellos.backend.OpenProxy;
import io.cellos.backend.PendingUpdate;
import io.cellos.backend.Tempo;
import io.cellos.backend.progress.Pace;
import io.cellos.base.error.CellException;
import io.cellos.base.error.ExitCode;
import io.cellos.model.CellDescription;
import io.cellos.model.CellName;
import io.cellos.model.CellSpec;
import io.cellos.model.CellSummary;
import io.cellos.model.NodeId;
import io.cellos.model.Role;
import io.cellos.model.UserModule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Cells that exist only here. Their nodes boot by the given clock; programs run for real. */
public final class InMemoryBackend implements Backend {
  private final Pace pace;
  private final Map<CellName, FakeCell> cells = new TreeMap<>();
  private final Map<String, FakeNode.Mishap> mishaps = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();
  private final List<LogLine> logs = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();
  private Optional<RuntimeException> broken = Optional.empty();
  private final List<CellEvent> changes = new ArrayList<>();
  private FakePlace place = FakePlace.LOCAL;
  private FakeUpdate update = new FakeUpdate(List.of(), Optional.empty());
  private final Set<CellName> remains = new TreeSet<>();
  private Runnable deleting = () -> {};
  private boolean proxyOpen;
  private Map<String, String> elsewhere = Map.of();

  public InMemoryBackend(Pace pace) {
    this.pace = pace;
  }

  /** From now on nodes of this name (such as {@code nucleus-1}) fail in the step. */
  public InMemoryBackend failing(String label, String step) {
    mishaps.put(label, new FakeNode.Mishap(step, true));
    return this;
  }

  /** From now on nodes of this name never end the step. */
  public InMemoryBackend stuck(String label, String step) {
    mishaps.put(label, new FakeNode.Mishap(step, false));
    return this;
  }

  public InMemoryBackend problem(String problem) {
    problems.add(problem);
    return this;
  }

  public InMemoryBackend log(String label, String file, String text) {
    logs.add(new LogLine(label, file, text));
    return this;
  }

  /** From now on every question about a cell ends in this. */
  public InMemoryBackend breakWith(RuntimeException failure) {
    broken = Optional.of(failure);
    return this;
  }

  /** A cell of this size that has been running for a minute. */
  public InMemoryBackend running(String name, int nucleus, int statelessBody) {
    CellSpec spec =
        new CellSpec(
            CellName.parse(name),
            Map.of(Role.NUCLEUS, nucleus, Role.STATELESS_BODY, statelessBody),
            List.of());
    cells.put(spec.name(), FakeCell.of(spec, pace.now().minusSeconds(60), mishaps));
    return this;
  }

  /** Something that a deletion finds of a cell which is no more. */
  public void remains(String name) {
    remains.add(CellName.parse(name));
  }

  /** Runs this in the middle of each deletion. */
  public void whileDeleting(Runnable action) {
    deleting = action;
  }

  /** The end of what {@link #breakWith} began. */
  public void mend() {
    broken = Optional.empty();
  }

  /** From now on the masters of all cells are asked here; nowhere if it is empty. */
  public InMemoryBackend mesosAt(String url) {
    return serviceAt("mesos", url);
  }

  /** From now on Marathon of all cells is asked here. */
  public InMemoryBackend marathonAt(String url) {
    return serviceAt("marathon", url);
  }

  private InMemoryBackend serviceAt(String service, String url) {
    Map<String, String> services = new HashMap<>(elsewhere);
    services.put(service, url);
    elsewhere = Map.copyOf(services);
    return this;
  }

  /** From now on the node of this name can be reached from anywhere. */
  public InMemoryBackend publicly(String label, String address) {
    place = place.withPublic(label, address);
    return this;
  }

  /** From now on it is a backend of this name whose cells are in this region. */
  public InMemoryBackend in(String backend, String region, Tempo tempo) {
    place = new FakePlace(backend, region, tempo);
    return this;
  }

  /** Something that happens while cells are made or changed, so long after the beginning. */
  public InMemoryBackend change(Duration sinceBegin, String source, String message) {
    changes.add(new CellEvent(ManualPace.BEGIN.plus(sinceBegin), source, message));
    return this;
  }

  /** From now on the making of cells has failed for good. */
  public InMemoryBackend creationFailed() {
    place = place.withFailure();
    return this;
  }

  /** What an update would change; empty lines for nothing. */
  public InMemoryBackend pending(List<String> lines) {
    update = new FakeUpdate(lines, Optional.empty());
    return this;
  }

  /** Updates are taken back for this reason. */
  public InMemoryBackend updatesFail(String reason) {
    update = new FakeUpdate(update.lines(), Optional.of(reason));
    return this;
  }

  /** What was asked to change, oldest first, such as {@code scale demo nucleus 3}. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  public boolean isProxyOpen() {
    return proxyOpen;
  }

  @Override
  public String name() {
    return place.backend();
  }

  @Override
  public Tempo tempo() {
    return place.tempo();
  }

  @Override
  public List<CellEvent> changeEvents(CellName name) {
    return changes.stream().filter(event -> !event.at().isAfter(pace.now())).toList();
  }

  @Override
  public List<String> plan(CellSpec spec) {
    return List.of("start a controller", "start " + spec.totalSize() + " nodes");
  }

  @Override
  public void create(CellSpec spec, Consumer<String> notice) {
    calls.add("create " + spec.name() + " with " + spec.modules().size() + " modules");
    cells.computeIfAbsent(spec.name(), name -> FakeCell.of(spec, pace.now(), mishaps));
    notice.accept("controller started");
  }

  @Override
  public List<CellSummary> list() {
    return cells.keySet().stream().map(name -> describe(name).summary()).toList();
  }

  @Override
  public CellDescription describe(CellName name) {
    return place.put(cell(name).describe(pace.now()), elsewhere);
  }

  @Override
  public List<String> problems(CellName name) {
    cell(name);
    return List.copyOf(problems);
  }

  @Override
  public List<NodeTimeline> timeline(CellName name) {
    return cell(name).nodes().stream().map(node -> node.timeline(pace.now())).toList();
  }

  @Override
  public void scale(CellName name, Role role, int size, Duration patience) {
    calls.add("scale " + name + " " + role + " " + size);
    cells.put(name, cell(name).scaled(role, size, pace.now(), mishaps));
  }

  @Override
  public void start(CellName name, Consumer<String> notice) {
    calls.add("start " + name);
    cells.put(name, cell(name).started(pace.now()));
    notice.accept("controller started");
  }

  @Override
  public void stop(CellName name, Consumer<String> notice) {
    calls.add("stop " + name);
    cells.put(name, cell(name).stopped());
    notice.accept("all processes ended");
  }

  @Override
  public void delete(CellName name, Consumer<String> notice) {
    if (!remains.remove(name)) {
      cell(name);
    }
    calls.add("delete " + name);
    deleting.run();
    cells.remove(name);
    notice.accept("no process is left");
    notice.accept("no port is left");
    notice.accept("no file is left");
  }

  @Override
  public void events(CellName name, boolean follow, Consumer<CellEvent> sink) {
    cell(name);
    calls.add("events " + name + (follow ? " following" : ""));
    sink.accept(new CellEvent(ManualPace.BEGIN, "controller", "nucleus-1 started"));
  }

  @Override
  public void logs(
      CellName name, Role role, OptionalInt index, boolean follow, Consumer<LogLine> sink) {
    cell(name);
    calls.add("logs " + name + " " + role + " " + index + (follow ? " following" : ""));
    String prefix = role + "-" + (index.isPresent() ? String.valueOf(index.getAsInt()) : "");
    logs.stream().filter(line -> line.node().startsWith(prefix)).forEach(sink);
  }

  @Override
  public ProcessBuilder command(CellName name, NodeId node, String shellCommand) {
    ProcessBuilder program = new ProcessBuilder("/bin/sh", "-c", shellCommand);
    program.environment().put("NODE_NAME", cell(name).node(node).label());
    return program;
  }

  @Override
  public ProcessBuilder shell(CellName name, NodeId node) {
    return new ProcessBuilder("/bin/sh", "-c", "echo shell on " + cell(name).node(node).label());
  }

  @Override
  public OpenProxy proxy(CellName name, Optional<Role> role, int port) {
    cell(name);
    calls.add("proxy " + name + " " + role.map(Role::toString).orElse("any"));
    proxyOpen = true;
    return new OpenProxy() {
      @Override
      public int port() {
        return port;
      }

      @Override
      public void close() {
        proxyOpen = false;
      }
    };
  }

  @Override
  public String takeSnapshot(CellName name) {
    calls.add("snapshot " + name);
    return cell(name).addSnapshot();
  }

  @Override
  public List<String> snapshots(CellName name) {
    return List.copyOf(cell(name).snapshots());
  }

  @Override
  public void restore(CellName name, String snapshot) {
    calls.add("restore " + name + " " + snapshot);
    cells.put(name, cell(name).started(pace.now()));
  }

  @Override
  public void build(CellSpec spec, Path directory, Consumer<String> notice) {
    requireCloud("build");
    calls.add("build " + spec.name() + " with " + spec.totalSize() + " nodes in " + directory);
    notice.accept("wrote cell.json");
  }

  @Override
  public PendingUpdate prepareUpdate(CellName name, Optional<List<UserModule>> modules) {
    requireCloud("update");
    cell(name);
    calls.add(
        "prepare "
            + name
            + " with "
            + modules.map(List::size).map(String::valueOf).orElse("the same")
            + " modules");
    return update.recording(calls);
  }

  @Override
  public void seed(CellName name, List<UserModule> modules, Consumer<String> notice) {
    requireCloud("seed");
    cell(name);
    calls.add("seed " + name + " with " + modules.size() + " modules");
    notice.accept("modules uploaded");
  }

  @Override
  public String bake(CellName name, Role role, Consumer<String> notice) {
    requireCloud("bake");
    cell(name);
    calls.add("bake " + name + " " + role);
    notice.accept("image is being made");
    return "ami-0123456789abcdef0";
  }

  /** A backend of this machine answers as the interface's defaults do. */
  private void requireCloud(String verb) {
    if (place.equals(FakePlace.LOCAL)) {
      throw new CellException(ExitCode.WRONG_USAGE, "local cells can't " + verb, "--backend aws");
    }
  }

  private FakeCell cell(CellName name) {
    if (broken.isPresent()) {
      throw broken.get();
    }
    FakeCell cell = cells.get(name);
    if (cell == null) {
      throw new CellException(ExitCode.NO_SUCH_CELL, "there is no cell " + name, "cell list");
    }
    return cell;
  }
}
