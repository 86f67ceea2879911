package io.cellos.cli.file;

import io.cellos.cli.input.Mistakes;
import io.cellos.model.CellName;
import io.cellos.model.InvalidInputException;
import io.cellos.model.Role;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the YAML of a cell file, version 1. Everything that is wrong becomes a mistake. */
final class CellFileDecoder {
  static final int VERSION = 1;
  private static final List<String> KEYS =
      List.of(
          "version",
          "name",
          "backend",
          "nucleus",
          "stateless-body",
          "stateful-body",
          "membrane",
          "modules",
          "engine",
          "mesos",
          "resources",
          "aws");

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
    return YamlObject.of(root, "the cell", KEYS, mistakes)
        .map(cell -> decode(cell, expected))
        .orElse(CellFile.NONE);
  }

  private CellFile decode(YamlObject cell, CellName expected) {
    checkVersion(cell);
    checkName(cell, expected);
    ModuleDecoder modules = new ModuleDecoder(directory, mistakes);
    return new CellFile(
        sizes(cell),
        modules.decode(cell.list("modules")),
        new SettingsDecoder(mistakes).decode(cell));
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
}
