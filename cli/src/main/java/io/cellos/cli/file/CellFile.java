package io.cellos.cli.file;

import io.cellos.backend.Settings;
import io.cellos.model.BodySpec;
import io.cellos.model.CellName;
import io.cellos.model.CellSpec;
import io.cellos.model.Role;
import io.cellos.model.UserModule;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a cell file of version 1 says.
 *
 * @param sizes only those that the file names
 * @param modules with absolute paths
 * @param settings which backend, and what it is to know
 */
public record CellFile(Map<Role, Integer> sizes, List<UserModule> modules, Settings settings) {
  public static final CellFile NONE = new CellFile(Map.of(), List.of(), Settings.NONE);

  public CellFile {
    sizes = Map.copyOf(sizes);
    modules = List.copyOf(modules);
  }

  /**
   * The cell wanted.
   *
   * @param overrides sizes given otherwise, which win
   * @param body of all settings, those of this file among them
   * @throws io.cellos.model.InvalidInputException naming every size that is out of range
   */
  public CellSpec toSpec(CellName name, Map<Role, Integer> overrides, BodySpec body) {
    Map<Role, Integer> all = new EnumMap<>(Role.class);
    all.putAll(sizes);
    all.putAll(overrides);
    return new CellSpec(name, all, modules, body);
  }
}
