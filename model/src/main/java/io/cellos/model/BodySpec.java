package io.cellos.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How work is scheduled in the body, the same for all nodes of a cell.
 *
 * @param mesosHome the directory of an installed build of Apache Mesos on every node of body and
 *     membrane; null with the embedded engine
 * @param resources what agents of a role offer instead of what their machine has, as Mesos writes
 *     it: {@code cpus:2;mem:1024}; what it does not name stays
 */
public record BodySpec(Engine engine, String mesosHome, Map<Role, String> resources) {
  private static final String VALUE = "([0-9]+(\\.[0-9]+)?|\\[[0-9 ,-]+]|\\{[A-Za-z0-9_ ,.-]+})";
  private static final Pattern ITEM =
      Pattern.compile("[A-Za-z0-9_.-]+(\\([A-Za-z0-9_*./-]+\\))?:" + VALUE);

  /** The embedded engine, and what machines have. */
  public static final BodySpec USUAL = new BodySpec(Engine.EMBEDDED, null, Map.of());

  /**
   * @throws InvalidInputException naming everything that is wrong
   */
  public BodySpec {
    List<String> problems = new ArrayList<>();
    engine = engine == null ? Engine.EMBEDDED : engine;
    resources = resources == null ? Map.of() : Map.copyOf(resources);
    if (engine == Engine.EMBEDDED) {
      mesosHome = null;
    } else if (mesosHome == null) {
      problems.add("engine apache-mesos needs mesos.home, the directory of an installed build");
    } else if (!mesosHome.startsWith("/")) {
      problems.add("mesos.home must be an absolute path, not \"" + mesosHome + "\"");
    }
    resources.forEach(
        (role, text) -> {
          if (role == Role.NUCLEUS) {
            problems.add("resources: nodes of the nucleus run no tasks");
          }
          for (String item : text.split(";", -1)) {
            if (!ITEM.matcher(item.strip()).matches()) {
              problems.add(
                  "resources of %s: \"%s\" is not like cpus:2;mem:1024;ports:[8081-32000]"
                      .formatted(role, item));
            }
          }
        });
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
  }
}
