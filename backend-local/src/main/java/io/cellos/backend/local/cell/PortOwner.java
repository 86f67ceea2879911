package io.cellos.backend.local.cell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds out who listens on a port, where {@code /proc} tells. */
final class PortOwner {
  private static final Path PROC = Path.of("/proc");
  private static final String LISTEN = "0A";

  private PortOwner() {}

  /** For example {@code pid 4711: java -jar x.jar}; empty if this user may not know. */
  static Optional<String> find(int port) {
    Set<String> sockets = new HashSet<>();
    for (String table : List.of("net/tcp", "net/tcp6")) {
      sockets.addAll(listeningSockets(PROC.resolve(table), port));
    }
    if (sockets.isEmpty()) {
      return Optional.empty();
    }
    try (Stream<Path> processes = Files.list(PROC)) {
      return processes
          .filter(process -> Character.isDigit(process.getFileName().toString().charAt(0)))
          .filter(process -> hasOpen(process, sockets))
          .map(process -> Long.valueOf(process.getFileName().toString()))
          .findFirst()
          .map(pid -> "pid " + pid + CellProcesses.commandLine(pid).map(c -> ": " + c).orElse(""));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Lines are: number, local address:port in hexadecimal, remote, state, … , inode as 10th. */
  private static Set<String> listeningSockets(Path table, int port) {
    Set<String> sockets = new HashSet<>();
    String suffix = ":%04X".formatted(port).toUpperCase(Locale.ROOT);
    try {
      for (String line : Files.readAllLines(table)) {
        String[] fields = line.strip().split("\\s+");
        if (fields.length > 9 && fields[1].endsWith(suffix) && fields[3].equals(LISTEN)) {
          sockets.add("socket:[" + fields[9] + "]");
        }
      }
    } catch (IOException e) {
      return sockets; // no such table here
    }
    return sockets;
  }

  private static boolean hasOpen(Path process, Set<String> sockets) {
    try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
      return descriptors.anyMatch(descriptor -> sockets.contains(target(descriptor)));
    } catch (IOException e) {
      return false; // not ours to look into, or gone
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "";
    }
  }
}
