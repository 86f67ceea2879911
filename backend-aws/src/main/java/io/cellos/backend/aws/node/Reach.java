package io.cellos.backend.aws.node;

import io.cellos.base.error.CellException;
import io.cellos.model.CellDescription;
import io.cellos.model.Health;
import io.cellos.model.InvalidInputException;
import io.cellos.model.NodeId;
import io.cellos.model.NodeState;
import io.cellos.model.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What one has to know of a cell to get at its nodes.
 *
 * @param bastion the public address or name of the cell's bastion; empty if it has none
 * @param key the private key of the cell's key pair; empty to try the user's own keys
 */
public record Reach(CellDescription cell, Optional<String> bastion, Optional<Path> key) {
  private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");
  private static final Set<PosixFilePermission> OWNERS_ONLY =
      Set.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  /** A node with the name people use for it, such as {@code nucleus-1}. */
  record Target(NodeId id, String label, Role role, CellDescription.Node node) {
    /** Whether a machine runs that can answer. */
    boolean isUp() {
      return node.privateIp() != null
          && (node.state() == NodeState.RUNNING
              || node.state() == NodeState.FAILED
              || node.state() == NodeState.STOPPING);
    }

    boolean isHealthy() {
      return node.health() == Health.HEALTHY;
    }
  }

  public Reach {
    bastion.ifPresent(address -> checkAddress("the bastion", address));
    for (CellDescription.Group group : cell.groups()) {
      for (CellDescription.Node node : group.nodes()) {
        if (node.privateIp() != null) {
          checkAddress("node " + node.id(), node.privateIp());
        }
      }
    }
    key = key.map(path -> path.toAbsolutePath().normalize());
  }

  /** An address that means nothing else to ssh or to a shell. */
  private static void checkAddress(String whose, String address) {
    if (!ADDRESS.matcher(address).matches()) {
      throw new InvalidInputException(
          "the address of %s is \"%s\", which is no address".formatted(whose, address));
    }
  }

  /** All nodes, in the order of the description. */
  List<Target> targets() {
    List<Target> targets = new ArrayList<>();
    for (CellDescription.Group group : cell.groups()) {
      for (CellDescription.Node node : group.nodes()) {
        String label = group.role() + "-" + node.index();
        targets.add(new Target(node.id(), label, group.role(), node));
      }
    }
    return targets;
  }

  List<Target> targets(Role role) {
    return targets().stream().filter(target -> target.role() == role).toList();
  }

  Optional<Target> target(NodeId id) {
    return targets().stream().filter(target -> target.id().equals(id)).findFirst();
  }

  /** The first of these nodes that runs, a healthy one if there is any. */
  static Optional<Target> best(List<Target> targets) {
    return targets.stream()
        .filter(Target::isUp)
        .min(Comparator.comparing(target -> !target.isHealthy()));
  }

  /**
   * Says before ssh does what is wrong with the key, because ssh would only say that it was
   * refused.
   *
   * @throws CellException if the key is not there or not private
   */
  void checkKey() {
    if (key.isEmpty()) {
      return;
    }
    Path file = key.get();
    try {
      if (!OWNERS_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
        throw CellException.failed(
            "others may read the key " + file + ", and ssh refuses such a key",
            "chmod 600 " + file);
      }
      if (!Files.isReadable(file)) {
        throw CellException.failed("you may not read the key " + file, "run this as its owner");
      }
    } catch (IOException e) {
      throw CellException.failed(
          "the key of cell " + cell.cell() + " is not on this machine: " + file,
          "copy it there from the machine that created the cell, with mode 0600",
          e);
    }
  }
}
