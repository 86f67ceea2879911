package io.cellos.backend.aws.node;

import io.cellos.backend.Settings;
import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.client.AwsSettings;
import io.cellos.model.CellDescription;
import io.cellos.model.CellName;
import io.cellos.model.CellStatus;
import io.cellos.model.Health;
import io.cellos.model.NodeId;
import io.cellos.model.NodeState;
import io.cellos.model.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** The ssh side of a cell: a bastion and nodes, each a real sshd on an address of its own. */
final class SshCell implements AutoCloseable {
  static final CellName NAME = CellName.parse("demo");
  private static final int PORT = 2222;

  private final Path directory;
  private final String network;
  private final Path authorized;
  private final List<Sshd> servers = new ArrayList<>();
  private final List<CellDescription.Node> nodes = new ArrayList<>();
  private final Map<String, String> settings = new HashMap<>();
  final Path home;
  Path key;
  private final boolean withBastion;

  private SshCell(Path directory, boolean withBastion) throws IOException, InterruptedException {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    this.directory = directory;
    this.withBastion = withBastion;
    this.network = "127.%d.%d.".formatted(random.nextInt(100, 250), random.nextInt(1, 250));
    this.home = Files.createDirectories(directory.resolve("my home/.cellos"));
    this.key = Sshd.keyPair(directory.resolve("demo.pem"));
    this.authorized = directory.resolve("demo.pem.pub");
    settings.putAll(
        Map.of(
            "region", "us-east-1",
            "home", home.toString(),
            "ssh-user", System.getProperty("user.name"),
            "ssh-port", Integer.toString(PORT)));
  }

  /** A cell with a bastion. */
  static SshCell withBastion(Path directory, int nucleus) throws IOException, InterruptedException {
    return start(directory, nucleus, true);
  }

  static SshCell without(Path directory, int nucleus) throws IOException, InterruptedException {
    return start(directory, nucleus, false);
  }

  private static SshCell start(Path directory, int nucleus, boolean withBastion)
      throws IOException, InterruptedException {
    Sshd.requireInstalled();
    SshCell cell = new SshCell(directory, withBastion);
    boolean started = false;
    try {
      for (int index = 1; index <= nucleus; index++) {
        cell.addNode(index);
      }
      if (withBastion) {
        cell.server("bastion", cell.network + "2", Map.of());
      }
      started = true;
      return cell;
    } finally {
      if (!started) {
        cell.close();
      }
    }
  }

  /** Starts a node with a stand-in of what the boot script installs. */
  Sshd addNode(int index) throws IOException, InterruptedException {
    Path nodeHome = nodeHome(index);
    Files.createDirectories(nodeHome.resolve("logs"));
    Path bin = Files.createDirectories(directory.resolve("bin"));
    Path shell = bin.resolve("cell-node-shell");
    if (!Files.exists(shell)) {
      Files.writeString(
          shell,
          """
          #!/bin/bash
          cd "$NODE_HOME" || exit 1
          export CELL_ROLE=nucleus
          [ $# -gt 0 ] || exec bash --norc -i
          exec bash "$@"
          """);
      Files.setPosixFilePermissions(shell, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    nodes.add(node(index, NodeState.RUNNING, Health.HEALTHY));
    return server(
        "node-" + index,
        address(index),
        Map.of("PATH", bin + ":/usr/bin:/bin", "NODE_HOME", nodeHome.toString()));
  }

  /** A node that nothing answers for. */
  void addDeadNode(int index) {
    nodes.add(node(index, NodeState.FAILED, Health.UNHEALTHY));
  }

  private CellDescription.Node node(int index, NodeState state, Health health) {
    return new CellDescription.Node(id(index), index, address(index), null, state, health);
  }

  private Sshd server(String name, String address, Map<String, String> environment)
      throws IOException, InterruptedException {
    Sshd server = Sshd.start(directory.resolve(name), address, PORT, authorized, environment);
    servers.add(server);
    return server;
  }

  static NodeId id(int index) {
    return NodeId.parse("i-0123456789abcde" + Integer.toHexString(index));
  }

  String address(int index) {
    return network + (10 + index);
  }

  static int port() {
    return PORT;
  }

  Path nodeHome(int index) {
    return directory.resolve("home-" + index);
  }

  Path config() {
    return home.resolve("generated/demo/ssh_config");
  }

  void set(String setting, String value) {
    settings.put(setting, value);
  }

  Reach reach() {
    CellDescription.Group group =
        new CellDescription.Group(Role.NUCLEUS, nodes.size(), List.copyOf(nodes));
    return new Reach(
        new CellDescription(
            NAME.value(),
            "aws",
            "us-east-1",
            "2.0.0",
            CellStatus.RUNNING,
            Instant.EPOCH,
            List.of(group),
            List.of(),
            Map.of(),
            null),
        withBastion ? Optional.of(network + "2") : Optional.empty(),
        Optional.of(key));
  }

  AwsClients clients() {
    return new AwsClients(AwsSettings.of(new Settings(settings)));
  }

  /**
   * @param path where programs are looked for
   */
  Nodes nodes(String path) {
    return new Nodes(clients(), name -> reach(), Map.of("PATH", path));
  }

  Nodes nodes() {
    return nodes("/usr/bin:/bin");
  }

  @Override
  public void close() throws InterruptedException {
    for (Sshd server : servers) {
      server.close();
    }
  }
}
