package io.cellos.node.engine;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this machine, or the container that this is, has; of the disk what is free. */
public record Machine(int processors, long memoryMegabytes, long diskMegabytes) {

  /**
   * Looks.
   *
   * @param directory the disk that it is on counts
   */
  public static Machine here(Path directory) throws IOException {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        system.getTotalMemorySize() >> 20,
        Files.getFileStore(directory).getUsableSpace() >> 20);
  }
}
