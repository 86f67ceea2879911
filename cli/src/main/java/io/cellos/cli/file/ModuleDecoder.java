package io.cellos.cli.file;

import io.cellos.cli.input.Mistakes;
import io.cellos.cli.input.RoleNames;
import io.cellos.model.InvalidInputException;
import io.cellos.model.Role;
import io.cellos.model.UserModule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the list of modules of a cell file. */
final class ModuleDecoder {
  private static final List<String> KEYS = List.of("name", "path", "roles");

  /** Logs of the cell's own have these names. */
  private static final Set<String> RESERVED =
      Set.of("node", "zookeeper", "mesos-master", "mesos-agent", "marathon");

  private final Path directory;
  private final Mistakes mistakes;
  private final Set<String> names = new HashSet<>();

  /**
   * @param directory what relative paths in the file start from
   */
  ModuleDecoder(Path directory, Mistakes mistakes) {
    this.directory = directory;
    this.mistakes = mistakes;
  }

  List<UserModule> decode(List<Node> elements) {
    List<UserModule> modules = new ArrayList<>();
    for (Node element : elements) {
      YamlObject.of(element, "a module", KEYS, mistakes)
          .flatMap(this::decode)
          .ifPresent(modules::add);
    }
    return modules;
  }

  private Optional<UserModule> decode(YamlObject module) {
    for (String key : KEYS) {
      if (module.get(key).isEmpty()) {
        mistakes.add(module.line(), "a module needs \"" + key + "\"");
      }
    }
    Set<Role> roles = roles(module);
    Optional<String> name = module.text("name").filter(text -> isFree(module, text));
    Optional<Path> path = module.text("path").map(text -> directory.resolve(text).normalize());
    path.ifPresent(
        place ->
            ModuleDirectory.check(place)
                .forEach(mistake -> mistakes.add(module.line("path"), mistake)));
    try {
      return name.isEmpty() || path.isEmpty()
          ? Optional.empty()
          : Optional.of(new UserModule(name.get(), path.get().toString(), roles));
    } catch (InvalidInputException e) {
      mistakes.add(module.line("name"), e);
      return Optional.empty();
    }
  }

  private boolean isFree(YamlObject module, String name) {
    if (RESERVED.contains(name)) {
      mistakes.add(module.line("name"), "\"" + name + "\" is a name of the cell's own");
      return false;
    }
    if (!names.add(name)) {
      mistakes.add(module.line("name"), "there are two modules \"" + name + "\"");
      return false;
    }
    return true;
  }

  private Set<Role> roles(YamlObject module) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
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
