package io.cellos.cli.command;

import io.cellos.model.Role;
import java.util.EnumMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The sizes of a cell's groups. */
public final class SizeOptions {
  @Option(
      names = "--nucleus",
      paramLabel = "N",
      description = "Nucleus nodes: 1, 3, 5, 7 or 9 (usually 1).")
  Integer nucleus;

  @Option(
      names = {"--stateless-body", "--body"},
      paramLabel = "N",
      description = "Stateless body nodes: 0 to 1000 (usually 1).")
  Integer statelessBody;

  @Option(
      names = "--stateful-body",
      paramLabel = "N",
      description = "Stateful body nodes: 0 to 1000 (usually 0).")
  Integer statefulBody;

  @Option(
      names = "--membrane",
      paramLabel = "N",
      description = "Membrane nodes: 0 to 1000 (usually 1).")
  Integer membrane;

  /** Only the sizes that were given. */
  Map<Role, Integer> given() {
    Map<Role, Integer> sizes = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      Integer size =
          switch (role) {
            case NUCLEUS -> nucleus;
            case STATELESS_BODY -> statelessBody;
            case STATEFUL_BODY -> statefulBody;
            case MEMBRANE -> membrane;
          };
      if (size != null) {
        sizes.put(role, size);
      }
    }
    return sizes;
  }
}
