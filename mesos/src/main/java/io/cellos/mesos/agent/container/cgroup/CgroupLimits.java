package io.cellos.mesos.agent.container.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Limits kept by the kernel. */
record CgroupLimits(String describe, Kind kind) implements Limits {
  /** One of the two versions of control groups. */
  interface Kind {
    /** The directory, or one of several, that has a directory for each group. */
    Path directory();

    void make(String name) throws IOException;

    Group group(String name, Amounts amounts);
  }

  @Override
  public boolean enforced() {
    return true;
  }

  @Override
  public Group create(String name, Amounts amounts) throws IOException {
    kind.make(name);
    Group group = kind.group(name, amounts);
    group.limit(amounts);
    return group;
  }

  @Override
  public Optional<Group> find(String name, Amounts amounts) {
    return Files.isDirectory(kind.directory().resolve(name))
        ? Optional.of(kind.group(name, amounts))
        : Optional.empty();
  }

  @Override
  public Set<String> names() throws IOException {
    try (Stream<Path> children = Files.list(kind.directory())) {
      return children
          .filter(Files::isDirectory)
          .map(child -> child.getFileName().toString())
          .collect(Collectors.toSet());
    }
  }
}
