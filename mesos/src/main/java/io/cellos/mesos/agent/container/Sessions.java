package io.cellos.mesos.agent.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Who is in a session; shells with job control spread theirs over many groups. */
final class Sessions {
  private static final Path PROC = Path.of("/proc");

  /** Of the words of /proc/PID/stat after the name; see proc_pid_stat(5). */
  private static final int SESSION = 3;

  private Sessions() {}

  /** The processes of the session; none where there is no /proc. */
  static List<Long> members(long session) {
    List<Long> members = new ArrayList<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        if (session(process) == session) {
          members.add(Long.valueOf(process.getFileName().toString()));
        }
      }
    } catch (IOException e) {
      return List.of();
    }
    return members;
  }

  private static long session(Path process) {
    try {
      String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
      return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[SESSION]);
    } catch (IOException e) {
      return -1; // it has just gone
    }
  }
}
