package io.cellos.mesos.agent.container.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Limits kept by the kernel. */
record CgroupLimits(String describe, Kind kind) implements Limits {
  /** One of the two versions of control groups. */
  interface Kind {
    /** The directories that have a directory for each group: one in each hierarchy. */
    List<Path> directories();

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
    return Files.isDirectory(kind.directories().getFirst().resolve(name))
        ? Optional.of(kind.group(name, amounts))
        : Optional.empty();
  }

  @Override
  public void removeLeft(Set<String> kept) {
    LeftGroups.remove(kind.directories(), kept);
  }
}
