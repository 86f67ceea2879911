package io.cellos.mesos.agent.container.cgroup;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Groups of containers that nobody knows any more. An agent that is killed leaves some, and nothing
 * else removes them. Each agent has a group of its own for its containers', which is named like its
 * work directory: so another one knows whether there is still somebody whose groups they are.
 */
public final class LeftGroups {
  private static final Logger LOG = LoggerFactory.getLogger(LeftGroups.class);

  /** What a file system takes. */
  private static final int LONGEST = 255;

  private LeftGroups() {}

  /** The group of an agent. */
  static String name(Path work) {
    String name = URLEncoder.encode(work.toAbsolutePath().toString(), StandardCharsets.UTF_8);
    return name.length() <= LONGEST ? name : Integer.toHexString(name.hashCode());
  }

  /**
   * Removes the groups of an agent that are empty, and those of agents whose work directories are
   * gone.
   *
   * @param own the agent's group, in each hierarchy
   * @param kept the names of its groups that stay
   */
  static void remove(List<Path> own, Set<String> kept) {
    for (Path directory : own) {
      try {
        for (Path group : children(directory)) {
          if (!kept.contains(group.getFileName().toString())) {
            removeIfEmpty(group);
          }
        }
        removeOfNobody(directory.getParent());
      } catch (IOException e) {
        LOG.warn("control groups that are left stay: {}", e.toString());
      }
    }
  }

  /**
   * Removes the groups of agents whose work directories are gone, if nothing runs in them.
   *
   * @param mount where the hierarchies are, such as {@code /sys/fs/cgroup}: one, or one for each
   *     controller
   * @param root of all agents, the flag {@code cgroups_root}
   */
  public static void removeOfNobody(Path mount, String root) {
    try {
      List<Path> hierarchies = new ArrayList<>(List.of(mount));
      if (Files.isDirectory(mount)) {
        hierarchies.addAll(children(mount));
      }
      for (Path hierarchy : hierarchies) {
        if (Files.isDirectory(hierarchy.resolve(root))) {
          removeOfNobody(hierarchy.resolve(root));
        }
      }
    } catch (IOException e) {
      LOG.warn("control groups that are left stay: {}", e.toString());
    }
  }

  private static void removeOfNobody(Path agents) throws IOException {
    for (Path agent : children(agents)) {
      if (isOfNobody(agent.getFileName().toString())) {
        children(agent).forEach(LeftGroups::removeIfEmpty);
        removeIfEmpty(agent);
      }
    }
  }

  private static boolean isOfNobody(String name) {
    try {
      String work = URLDecoder.decode(name, StandardCharsets.UTF_8);
      return work.startsWith("/") && Files.notExists(Path.of(work));
    } catch (IllegalArgumentException e) {
      return false; // not a name that we gave
    }
  }

  private static List<Path> children(Path directory) throws IOException {
    try (Stream<Path> children = Files.list(directory)) {
      return children.filter(Files::isDirectory).toList();
    }
  }

  /** The kernel removes no group that has a process or a child. */
  private static void removeIfEmpty(Path group) {
    try {
      Files.delete(group);
    } catch (IOException e) {
      LOG.debug("{} stays", group, e);
    }
  }
}
