package io.cellos.mesos.agent.container.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Limits of containers, where this machine lets us set any. */
public interface Limits {
  /**
   * What can be done on this machine: control groups v2, v1 or nothing, with the reason.
   *
   * @param root Mesos' flag cgroups_root: the group below which ours are; may have slashes
   */
  static Limits detect(String root) {
    return detect(Path.of("/sys/fs/cgroup"), root);
  }

  /**
   * @param mount where control groups are
   */
  static Limits detect(Path mount, String root) {
    try {
      if (Files.exists(mount.resolve("cgroup.controllers"))) {
        return new CgroupLimits("cgroups v2", V2Group.prepare(mount, root));
      }
      if (Files.isDirectory(mount.resolve("memory"))) {
        return new CgroupLimits("cgroups v1", V1Group.prepare(mount, root));
      }
      return none("there are no control groups at " + mount);
    } catch (IOException e) {
      return none("control groups can't be made: " + e);
    }
  }

  /** No limits. */
  static Limits none(String reason) {
    return new NoLimits(reason);
  }

  /** What there is, in a few words: {@code cgroups v2}, or {@code none: } with the reason. */
  String describe();

  /** Whether limits are kept. */
  boolean enforced();

  /**
   * Makes the group of a container.
   *
   * @param name its id; ids of nested containers joined by dots
   */
  Group create(String name, Amounts amounts) throws IOException;

  /** The group that an agent before this one made. */
  Optional<Group> find(String name, Amounts amounts);

  /** The groups that there are, for those who look for left ones. */
  Set<String> names() throws IOException;
}
