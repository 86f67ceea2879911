package io.cellos.cli.file;

import io.cellos.cli.input.RoleNames;
import io.cellos.model.CellName;
import io.cellos.model.InvalidInputException;
import io.cellos.model.Role;
import io.cellos.model.UserModule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the YAML of a cell file, version 1. Everything that is wrong becomes a mistake. */
final class CellFileDecoder {
  static final int VERSION = 1;
  private static final List<String> KEYS =
      List.of(
          "version", "name", "nucleus", "stateless-body", "stateful-body", "membrane", "modules");
  private static final List<String> MODULE_KEYS = List.of("name", "path", "roles");

  /** The cell's own logs have these names. */
  private static final Set<String> RESERVED = Set.of("node", "zookeeper");

  private final Path directory;
  private final Mistakes mistakes;

  /**
   * @param directory what relative paths in the file start from
   */
  CellFileDecoder(Path directory, Mistakes mistakes) {
    this.directory = directory;
    this.mistakes = mistakes;
  }

  CellFile decode(Node root, CellName expected) {
    YamlObject cell = YamlObject.of(root, "the cell", KEYS, mistakes);
    checkVersion(cell);
    checkName(cell, expected);
    Map<Role, Integer> sizes = sizes(cell);
    return new CellFile(sizes, modules(cell));
  }

  private void checkVersion(YamlObject cell) {
    Optional<Integer> version = cell.integer("version");
    if (cell.get("version").isEmpty()) {
      mistakes.add(cell.line(), "\"version: " + VERSION + "\" is missing");
    }
    version
        .filter(number -> number != VERSION)
        .ifPresent(
            number ->
                mistakes.add(
                    cell.line("version"),
                    "this program reads version %d of the format, not %d"
                        .formatted(VERSION, number)));
  }

  private void checkName(YamlObject cell, CellName expected) {
    cell.text("name")
        .filter(name -> !name.equals(expected.value()))
        .ifPresent(
            name ->
                mistakes.add(
                    cell.line("name"),
                    "the file is for cell \"%s\", not for \"%s\"".formatted(name, expected)));
  }

  private Map<Role, Integer> sizes(YamlObject cell) {
    Map<Role, Integer> sizes = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      cell.integer(role.toString())
          .ifPresent(
              size -> {
                try {
                  sizes.put(role, role.checkSize(size));
                } catch (InvalidInputException e) {
                  mistakes.add(cell.line(role.toString()), e);
                }
              });
    }
    return sizes;
  }

  private List<UserModule> modules(YamlObject cell) {
    List<UserModule> modules = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Node element : cell.list("modules")) {
      YamlObject module = YamlObject.of(element, "a module", MODULE_KEYS, mistakes);
      for (String key : MODULE_KEYS) {
        if (module.get(key).isEmpty()) {
          mistakes.add(module.line(), "a module needs \"" + key + "\"");
        }
      }
      Set<Role> roles = roles(module);
      Optional<String> name = module.text("name");
      if (name.isPresent() && !names.add(name.get())) {
        mistakes.add(module.line("name"), "there are two modules \"" + name.get() + "\"");
      }
      name.filter(RESERVED::contains)
          .ifPresent(
              taken ->
                  mistakes.add(
                      module.line("name"), "\"" + taken + "\" is a name of the cell's own"));
      Optional<Path> path = module.text("path").map(text -> directory.resolve(text).normalize());
      path.ifPresent(
          place -> ModuleDirectory.check(place).forEach(m -> mistakes.add(module.line("path"), m)));
      if (name.isPresent() && path.isPresent()) {
        module(module, name.get(), path.get(), roles).ifPresent(modules::add);
      }
    }
    return modules;
  }

  private Optional<UserModule> module(YamlObject module, String name, Path path, Set<Role> roles) {
    try {
      return Optional.of(new UserModule(name, path.toString(), roles));
    } catch (InvalidInputException e) {
      mistakes.add(module.line("name"), e);
      return Optional.empty();
    }
  }

  private Set<Role> roles(YamlObject module) {
    Set<Role> roles = new HashSet<>();
    for (String text : module.texts("roles")) {
      try {
        roles.add(RoleNames.parse(text));
      } catch (InvalidInputException e) {
        mistakes.add(module.line("roles"), e);
      }
    }
    return roles;
  }
}
