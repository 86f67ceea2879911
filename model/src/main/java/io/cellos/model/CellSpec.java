package io.cellos.model;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a user asks for: a name, the size of every group, modules of their own, and how work is
 * scheduled.
 *
 * @param sizes desired nodes for each role; a role left out gets its default size
 */
public record CellSpec(
    CellName name, Map<Role, Integer> sizes, List<UserModule> modules, BodySpec body) {

  /**
   * @throws InvalidInputException naming every group whose size is out of range
   */
  public CellSpec {
    List<String> problems = new ArrayList<>();
    Map<Role, Integer> all = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      int size = sizes.getOrDefault(role, role.defaultSize());
      all.put(role, size);
      try {
        role.checkSize(size);
      } catch (InvalidInputException e) {
        problems.addAll(e.problems());
      }
    }
    body = body == null ? BodySpec.USUAL : body;
    int masters = all.get(Role.STATELESS_BODY);
    if (body.engine() == Engine.APACHE_MESOS && masters > 0 && masters % 2 == 0) {
      problems.add(
          ("with engine apache-mesos stateless-body can not have %d nodes: their masters decide by"
                  + " majority, choose an odd number or 0")
              .formatted(masters));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
    sizes = Map.copyOf(all);
    modules = List.copyOf(modules);
  }

  /** With the usual body. */
  public CellSpec(CellName name, Map<Role, Integer> sizes, List<UserModule> modules) {
    this(name, sizes, modules, BodySpec.USUAL);
  }

  public int size(Role role) {
    return sizes.get(role);
  }

  public CellSpec withSize(Role role, int size) {
    Map<Role, Integer> changed = new EnumMap<>(sizes);
    changed.put(role, size);
    return new CellSpec(name, changed, modules, body);
  }

  /** The number of nodes of the whole cell. */
  public int totalSize() {
    return sizes.values().stream().mapToInt(Integer::intValue).sum();
  }
}
