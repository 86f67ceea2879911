package io.cellos.mesos.agent.container.cgroup;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
final class LeftGroups {
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
        for (Path other : children(directory.getParent())) {
          if (isOfNobody(other.getFileName().toString())) {
            children(other).forEach(LeftGroups::removeIfEmpty);
            removeIfEmpty(other);
          }
        }
      } catch (IOException e) {
        LOG.warn("control groups that are left stay: {}", e.toString());
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
