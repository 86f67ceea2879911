package io.cellos.it.rules;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The modules in the order of dependency, each by its root package. */
final class Layers {
  static final List<String> TOP_DOWN =
      List.of(
          "io.cellos.model",
          "io.cellos.base",
          "io.cellos.protocols",
          "io.cellos.coordination",
          "io.cellos.nucleus",
          "io.cellos.mesos",
          "io.cellos.marathon",
          "io.cellos.node",
          "io.cellos.node.aws",
          "io.cellos.backend",
          "io.cellos.backend.local",
          "io.cellos.backend.aws",
          "io.cellos.cli");

  /** They talk to each other over the network only. */
  static final List<String> SERVICES =
      List.of("io.cellos.nucleus", "io.cellos.mesos", "io.cellos.marathon");

  private Layers() {}

  /** The module of a class: the longest root package that its name begins with. */
  static String of(JavaClass type) {
    return TOP_DOWN.stream()
        .filter(root -> (type.getPackageName() + ".").startsWith(root + "."))
        .reduce("", (found, root) -> root.length() > found.length() ? root : found);
  }

  /** The classes of any of these modules. */
  static DescribedPredicate<JavaClass> in(List<String> modules) {
    Set<String> names = Set.copyOf(modules);
    return DescribedPredicate.describe(
        modules.stream().map(name -> name.substring(10)).collect(Collectors.joining(" or ")),
        type -> names.contains(of(type)));
  }
}
