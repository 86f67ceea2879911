package io.cellos.mesos.agent.container.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.apache.mesos.v1.Protos.ContainerID;

/** Limits of containers, where this machine lets us set any. */
public interface Limits {
  /**
   * What can be done on this machine: control groups v2, v1 or nothing, with the reason.
   *
   * @param root Mesos' flag cgroups_root: the group below which ours are; may have slashes
   * @param work the agent's work directory, of which its group is named
   */
  static Limits detect(String root, Path work) {
    return detect(Path.of("/sys/fs/cgroup"), root + "/" + LeftGroups.name(work));
  }

  /** The name of a container's group; those of nested containers begin with their parent's id. */
  static String name(ContainerID container) {
    return container.hasParent()
        ? container.getParent().getValue() + "." + container.getValue()
        : container.getValue();
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

  /** In the words of Mesos' flag isolation: its posix isolators only count. */
  default String isolation() {
    return enforced() ? "cgroups/cpu,cgroups/mem" : "posix/cpu,posix/mem";
  }

  /**
   * Makes the group of a container.
   *
   * @param name as {@link #name} says
   */
  Group create(String name, Amounts amounts) throws IOException;

  /** The group that an agent before this one made. */
  Optional<Group> find(String name, Amounts amounts);

  /**
   * Removes what agents left that were killed: this one's groups but for the named, if they are
   * empty, and those of agents that are no more.
   */
  void removeLeft(Set<String> kept);
}
