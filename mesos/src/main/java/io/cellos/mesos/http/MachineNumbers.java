package io.cellos.mesos.http;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/** What masters and agents say of the machine in their metrics, by Mesos' names. */
public final class MachineNumbers {
  private static final Path LOAD = Path.of("/proc/loadavg");

  private MachineNumbers() {}

  public static SortedMap<String, Double> now() throws IOException {
    SortedMap<String, Double> all = new TreeMap<>();
    OperatingSystemMXBean machine =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    all.put("system/cpus_total", (double) machine.getAvailableProcessors());
    all.put("system/mem_total_bytes", (double) machine.getTotalMemorySize());
    all.put("system/mem_free_bytes", (double) machine.getFreeMemorySize());
    if (Files.isReadable(LOAD)) {
      String[] load = Files.readString(LOAD).split(" ", 4);
      all.put("system/load_1min", Double.parseDouble(load[0]));
      all.put("system/load_5min", Double.parseDouble(load[1]));
      all.put("system/load_15min", Double.parseDouble(load[2]));
    }
    return all;
  }
}
