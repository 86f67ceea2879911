package io.cellos.backend.aws.node;

import io.cellos.backend.LogLine;
import io.cellos.backend.OpenProxy;
import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.client.AwsSettings;
import io.cellos.base.error.CellException;
import io.cellos.base.process.JavaCommand;
import io.cellos.model.CellName;
import io.cellos.model.NodeId;
import io.cellos.model.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Programs on the nodes of cells, by way of the system's OpenSSH client. Safe for many threads, and
 * a command for each of a thousand nodes asks AWS about the cell only once.
 */
public final class Nodes {
  private final AwsClients clients;
  private final AwsSettings settings;
  private final Function<CellName, Reach> lookUp;
  private final Map<String, String> environment;
  private final JavaCommand java;
  private final Map<CellName, Reach> known = new ConcurrentHashMap<>();

  /**
   * @param lookUp asks AWS about a cell as it is now
   */
  public Nodes(AwsClients clients, Function<CellName, Reach> lookUp) {
    this(clients, lookUp, System.getenv());
  }

  /**
   * @param environment this process' environment: PATH says whether there are ssh and the plugin
   */
  Nodes(AwsClients clients, Function<CellName, Reach> lookUp, Map<String, String> environment) {
    this.clients = clients;
    this.settings = clients.settings();
    this.lookUp = lookUp;
    this.environment = Map.copyOf(environment);
    JavaCommand own = JavaCommand.current();
    this.java = new JavaCommand(own.java(), own.classPath(), null);
  }

  /** A program that runs the shell command on the node, in its directory and environment. */
  public ProcessBuilder command(CellName cell, NodeId node, String shellCommand) {
    Reach reach = reachOf(cell, node);
    return new ProcessBuilder(ssh(reach).command(target(reach, node), shellCommand));
  }

  /** A program that opens an interactive shell on the node. */
  public ProcessBuilder shell(CellName cell, NodeId node) {
    Reach reach = reachOf(cell, node);
    return new ProcessBuilder(ssh(reach).shell(target(reach, node)));
  }

  /**
   * Opens a SOCKS5 proxy through a node of the role; without one through a nucleus node, or the
   * bastion while no nucleus node is healthy.
   *
   * @param port on localhost; 0 for any free one
   */
  public OpenProxy proxy(CellName cell, Optional<Role> role, int port) {
    Reach reach = fresh(cell);
    Transport transport = transport(reach);
    String host = proxyHost(reach, role, transport);
    SshSettings chosen = SshSettings.of(settings.chosen());
    Duration patience = Duration.ofSeconds(transport.connectSeconds(chosen.seconds()) + 15L);
    try {
      return SshProxy.open(ssh(reach), host, port, patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CellException.failed("interrupted while the proxy was opened", "");
    }
  }

  private static String proxyHost(Reach reach, Optional<Role> role, Transport transport) {
    Optional<Reach.Target> best = Reach.best(reach.targets(role.orElse(Role.NUCLEUS)));
    if (role.isEmpty()
        && transport instanceof Transport.Bastion
        && best.filter(Reach.Target::isHealthy).isEmpty()) {
      return SshConfig.BASTION;
    }
    String name = reach.cell().cell();
    return best.or(() -> role.isEmpty() ? Reach.best(reach.targets()) : Optional.empty())
        .map(target -> target.id().value())
        .orElseThrow(
            () ->
                CellException.failed(
                    "no %snode of cell %s runs".formatted(role.map(r -> r + " ").orElse(""), name),
                    "see its nodes with: cell list " + name));
  }

  /**
   * Passes on log lines of nodes, failed ones too.
   *
   * @param index one node of the group counted from 1; empty for all
   * @param follow whether to stay until interrupted
   */
  public void logs(
      CellName cell, Role role, OptionalInt index, boolean follow, Consumer<LogLine> sink)
      throws InterruptedException {
    try (NodeLogs logs = new NodeLogs(() -> sources(cell, role, index), follow, sink)) {
      logs.read();
    }
  }

  List<NodeLogs.Source> sources(CellName cell, Role role, OptionalInt index) {
    Reach reach = fresh(cell);
    Ssh ssh = ssh(reach);
    return reach.targets(role).stream()
        .filter(Reach.Target::isUp)
        .filter(target -> index.isEmpty() || target.node().index() == index.getAsInt())
        .map(target -> new NodeLogs.Source(target, ssh))
        .toList();
  }

  /**
   * Connects this process' input and output to the ssh server of an instance through Session
   * Manager, until it ends.
   *
   * @return the exit status
   */
  public int tunnel(String instance) throws InterruptedException {
    int port = SshSettings.of(settings.chosen()).port();
    return new Tunnel(clients, environment).run(instance, port);
  }

  /** What is known of the cell, looked up again if the node is not in it. */
  private Reach reachOf(CellName cell, NodeId node) {
    return known.compute(
        cell,
        (name, before) ->
            before != null && before.target(node).isPresent() ? before : lookUp.apply(name));
  }

  private Reach fresh(CellName cell) {
    return known.compute(cell, (name, before) -> lookUp.apply(name));
  }

  private static Reach.Target target(Reach reach, NodeId node) {
    String name = reach.cell().cell();
    String next = "see its nodes with: cell list " + name;
    Reach.Target target =
        reach
            .target(node)
            .orElseThrow(
                () -> CellException.failed("cell %s has no node %s".formatted(name, node), next));
    if (!target.isUp()) {
      throw CellException.failed(
          "%s of cell %s does not run: it is %s"
              .formatted(target.label(), name, target.node().state()),
          next);
    }
    return target;
  }

  private Transport transport(Reach reach) {
    SshSettings chosen = SshSettings.of(settings.chosen());
    return Transport.choose(
        reach,
        OnPath.find(SessionPlugin.PROGRAM, path()).isPresent(),
        settings.chosen().isOn("bastion"),
        TunnelMain.words(java, settings, chosen.port()));
  }

  private synchronized Ssh ssh(Reach reach) {
    if (OnPath.find("ssh", path()).isEmpty()) {
      throw CellException.failed(
          "ssh is not installed", "install OpenSSH's client (package openssh-client or openssh)");
    }
    reach.checkKey();
    SshSettings chosen = SshSettings.of(settings.chosen());
    Transport transport = transport(reach);
    String cell = reach.cell().cell();
    Path directory = settings.home().resolve("generated").resolve(cell);
    Path config = SshConfig.write(directory, reach, chosen, transport);
    return new Ssh(config, chosen.options(), transport.advice(cell));
  }

  private String path() {
    return environment.getOrDefault("PATH", "");
  }
}
