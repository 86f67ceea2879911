package io.cellos.backend.aws.template;

import io.cellos.model.InvalidInputException;
import io.cellos.model.Role;
import java.util.Arrays;
import java.util.regex.Pattern;

/** What processors the cell's machines have. */
public enum Architecture {
  X86_64("x86_64", "t3"),
  ARM64("arm64", "t4g");

  /** Graviton families have a g after their generation, as in m7g, c7gn, im4gn; a1 was before. */
  private static final Pattern ARM = Pattern.compile("(a1|[a-z]+\\d+g[a-z]*)\\..*");

  private final String label;
  private final String family;

  Architecture(String label, String family) {
    this.label = label;
    this.family = family;
  }

  /**
   * @throws InvalidInputException if there is no such architecture
   */
  public static Architecture parse(String text) {
    return Arrays.stream(values())
        .filter(architecture -> architecture.label.equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "\"" + text + "\" is not an architecture: choose x86_64 or arm64"));
  }

  /** The architecture of an instance type, told by its name. */
  public static Architecture of(String instanceType) {
    return ARM.matcher(instanceType).matches() ? ARM64 : X86_64;
  }

  /**
   * The instance type when nobody says otherwise; the same as the template's. ZooKeeper wants 2 GiB
   * of memory; Mesos and Marathon on one node, or tasks with data, want 4.
   */
  public String defaultInstanceType(Role role) {
    return switch (role) {
      case NUCLEUS, MEMBRANE -> family + ".small";
      case STATELESS_BODY, STATEFUL_BODY -> family + ".medium";
    };
  }

  @Override
  public String toString() {
    return label;
  }
}
