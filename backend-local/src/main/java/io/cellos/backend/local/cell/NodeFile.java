package io.cellos.backend.local.cell;

import io.cellos.base.files.AtomicFiles;
import io.cellos.base.json.Json;
import io.cellos.base.process.ProcessRef;
import io.cellos.model.NodeId;
import io.cellos.model.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The content of a node's {@code node.json}; only the controller writes it.
 *
 * @param index its place in the group, counted from 1
 * @param environment all of the environment that the node's processes get
 * @param process the node's main process, which leads its process group; null before the first
 *     start
 * @param served whether it was ready at least once, so that its disk must hold data since
 */
public record NodeFile(
    NodeId id,
    Role role,
    int index,
    String ip,
    Instant created,
    Map<String, String> environment,
    ProcessRef process,
    boolean served) {

  public NodeFile {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(created, "created");
    InetAddress.ofLiteral(ip);
    if (index < 1) {
      throw new IllegalArgumentException("index " + index);
    }
    environment = Map.copyOf(environment);
  }

  /** {@code nucleus-1}. */
  public String label() {
    return role + "-" + index;
  }

  public InetAddress address() {
    return InetAddress.ofLiteral(ip);
  }

  public NodeFile with(ProcessRef started) {
    return new NodeFile(id, role, index, ip, created, environment, started, served);
  }

  public NodeFile asServed() {
    return new NodeFile(id, role, index, ip, created, environment, process, true);
  }

  public void write(CellHome home) throws IOException {
    AtomicFiles.write(home.node(id).resolve("node.json"), Json.bytes(this));
  }

  /**
   * @throws DamagedFileException if it is missing, unreadable or another node's
   */
  public static NodeFile read(Path nodeHome) throws DamagedFileException {
    Path file = nodeHome.resolve("node.json");
    try {
      NodeFile node = Json.read(Files.readAllBytes(file), NodeFile.class);
      if (!node.id.value().equals(nodeHome.getFileName().toString())) {
        throw new DamagedFileException(file, "it describes node " + node.id);
      }
      return node;
    } catch (IOException | RuntimeException e) {
      throw DamagedFileException.of(file, e);
    }
  }

  /** All nodes of a cell that have files, and what can't be read of them. */
  public static Found readAll(CellHome home) throws IOException {
    List<NodeFile> nodes = new ArrayList<>();
    List<String> damages = new ArrayList<>();
    if (!Files.isDirectory(home.nodes())) {
      return new Found(nodes, damages);
    }
    try (Stream<Path> directories = Files.list(home.nodes())) {
      for (Path directory : directories.filter(Files::isDirectory).sorted().toList()) {
        try {
          nodes.add(read(directory));
        } catch (DamagedFileException e) {
          damages.add(e.getMessage());
        }
      }
    }
    return new Found(nodes, damages);
  }

  /**
   * @param damages one sentence for each unreadable file
   */
  public record Found(List<NodeFile> nodes, List<String> damages) {}
}
