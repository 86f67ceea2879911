package io.cellos.node;

import io.cellos.model.CellName;
import io.cellos.model.InvalidInputException;
import io.cellos.model.NodeId;
import io.cellos.model.Role;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What the node's environment says about it.
 *
 * @param address the node's own; everything listens there and nowhere else
 * @param home the node's directory
 * @param shared address of the cell's shared store
 * @param seed the directory that has {@code modules/<name>}
 * @param modules names of the user modules that this node runs, in order
 * @param environment all of it, for the programs that the node starts
 */
public record NodeSettings(
    CellName cell,
    Role role,
    NodeId node,
    InetAddress address,
    Path home,
    URI shared,
    Path seed,
    List<String> modules,
    Map<String, String> environment) {

  public NodeSettings {
    modules = List.copyOf(modules);
    environment = Map.copyOf(environment);
  }

  /** The address as text, without a name. */
  public String host() {
    return address.getHostAddress();
  }

  /** Where the logs of the node, its services and its modules are. */
  public Path logs() {
    return home.resolve("logs");
  }

  /**
   * Reads the environment of a node.
   *
   * @throws InvalidInputException naming every variable that is missing or wrong
   */
  public static NodeSettings of(Map<String, String> environment) {
    Reader reader = new Reader(environment);
    CellName cell = reader.read("CELL_NAME", CellName::parse);
    Role role = reader.read("CELL_ROLE", Role::parse);
    NodeId node = reader.read("NODE_ID", NodeId::parse);
    InetAddress address = reader.read("NODE_IP", InetAddress::ofLiteral);
    Path home = reader.read("NODE_HOME", NodeSettings::absolute);
    URI shared = reader.read("CELL_SHARED", NodeSettings::withScheme);
    Path seed = reader.read("CELL_SEED", NodeSettings::absolute);
    String modules = environment.getOrDefault("CELL_MODULES", "");
    reader.check();
    return new NodeSettings(
        cell, role, node, address, home, shared, seed, names(modules), environment);
  }

  private static List<String> names(String list) {
    return Arrays.stream(list.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  private static Path absolute(String text) {
    Path path = Path.of(text);
    if (!path.isAbsolute()) {
      throw new InvalidInputException("\"" + text + "\" is not an absolute path");
    }
    return path;
  }

  private static URI withScheme(String text) {
    URI uri = URI.create(text);
    if (!uri.isAbsolute()) {
      throw new InvalidInputException("\"" + text + "\" has no scheme such as file:");
    }
    return uri;
  }

  /** Collects what is wrong instead of stopping at the first. */
  private static final class Reader {
    private final Map<String, String> environment;
    private final List<String> problems = new ArrayList<>();

    Reader(Map<String, String> environment) {
      this.environment = environment;
    }

    /** Null if the variable is missing or wrong; {@link #check} then throws. */
    <T> T read(String name, Function<String, T> parse) {
      String text = environment.getOrDefault(name, "");
      if (text.isEmpty()) {
        problems.add(name + " is not set");
        return null;
      }
      try {
        return parse.apply(text);
      } catch (IllegalArgumentException e) {
        problems.add(name + ": " + e.getMessage());
        return null;
      }
    }

    void check() {
      if (!problems.isEmpty()) {
        throw new InvalidInputException(problems);
      }
    }
  }
}
