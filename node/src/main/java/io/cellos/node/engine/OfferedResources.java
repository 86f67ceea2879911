package io.cellos.node.engine;

import io.cellos.model.Role;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the agent of a node offers, as Mesos writes it. Of memory and disk something is left to the
 * system. Several nodes on one machine each offer their share of memory and disk, which would
 * otherwise be given away twice, and all of its processors, which only get slower.
 */
final class OfferedResources {
  private static final long GIB = 1024;
  private static final long LEAST_MEGABYTES = 64;

  private OfferedResources() {}

  /**
   * @param machine what it has, in megabytes
   * @param nodes how many nodes share it
   * @param wanted in place of what is computed, item by item; may be empty
   */
  static String of(Role role, Machine machine, int nodes, String wanted) {
    Map<String, String> items = new LinkedHashMap<>();
    items.put("cpus", "cpus:" + machine.processors());
    items.put("mem", "mem:" + share(machine.memoryMegabytes(), GIB, nodes));
    items.put("disk", "disk:" + share(machine.diskMegabytes(), 5 * GIB, nodes));
    items.put("ports", "ports:" + ports(role));
    Map<String, String> others = new LinkedHashMap<>();
    for (String item : wanted.split(";")) {
      if (!item.isBlank()) {
        String name = item.strip().split("[:(]", 2)[0];
        others.merge(name, item.strip(), (one, more) -> one + ";" + more);
      }
    }
    items.putAll(others);
    return items.values().stream().collect(Collectors.joining(";"));
  }

  private static long share(long megabytes, long kept, int nodes) {
    long offered = megabytes >= 2 * kept ? megabytes - kept : megabytes / 2;
    return Math.max(LEAST_MEGABYTES, offered / nodes);
  }

  private static String ports(Role role) {
    return role == Role.MEMBRANE ? "[80-80,443-443,8081-32000]" : "[8081-32000]";
  }
}
