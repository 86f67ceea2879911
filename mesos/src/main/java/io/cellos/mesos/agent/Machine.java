package io.cellos.mesos.agent;

import com.sun.management.OperatingSystemMXBean;
import io.cellos.protocols.mesos.Resources;
import io.cellos.protocols.mesos.WireException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.mesos.v1.Protos.Resource;

/** What this machine has, for what {@code --resources} does not say. */
final class Machine {
  private static final long MEGABYTE = 1 << 20;
  private static final long GIGABYTE = 1 << 30;
  private static final String PORTS = "[31000-32000]";

  private Machine() {}

  /** As Mesos does: of memory and disk one part in five at least, or some gigabytes, stay free. */
  static Resources complete(Resources given, Path directory, String role) throws WireException {
    Resources all = given;
    OperatingSystemMXBean machine =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    all = add(all, "cpus", String.valueOf(machine.getAvailableProcessors()), role);
    long memory = machine.getTotalMemorySize();
    long mem = memory > 2 * GIGABYTE ? memory - GIGABYTE : memory / 2;
    all = add(all, "mem", String.valueOf(mem / MEGABYTE), role);
    all = add(all, "disk", String.valueOf(disk(directory) / MEGABYTE), role);
    return add(all, "ports", PORTS, role);
  }

  private static long disk(Path directory) {
    Path there = directory.toAbsolutePath();
    while (!Files.exists(there)) {
      there = there.getParent();
    }
    try {
      long total = Files.getFileStore(there).getTotalSpace();
      return total > 10 * GIGABYTE ? total - 5 * GIGABYTE : total / 2;
    } catch (IOException e) {
      return 10 * GIGABYTE;
    }
  }

  private static Resources add(Resources all, String name, String amount, String role)
      throws WireException {
    boolean there = all.list().stream().map(Resource::getName).anyMatch(name::equals);
    return there ? all : all.plus(Resources.parse(name + ":" + amount, role));
  }
}
