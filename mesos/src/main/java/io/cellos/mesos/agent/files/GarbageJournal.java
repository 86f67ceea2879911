package io.cellos.mesos.agent.files;

import io.cellos.base.files.AtomicFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits to be deleted, on disk: one line for each that began to wait, {@code + TIME PATH}, or
 * does no longer, {@code - PATH}.
 */
final class GarbageJournal {
  private static final Logger LOG = LoggerFactory.getLogger(GarbageJournal.class);

  private final Path file;

  GarbageJournal(Path file) {
    this.file = file;
  }

  /** All that waits and is still there, oldest first; the file holds nothing else afterwards. */
  Map<Path, Instant> load() throws IOException {
    Map<Path, Instant> waiting = new LinkedHashMap<>();
    if (Files.exists(file)) {
      // The last line may have been cut off by a crash.
      for (String line : Files.readString(file).lines().toList()) {
        String[] words = line.split(" ", 3);
        if (words[0].equals("+") && words.length == 3 && words[1].matches("\\d{1,18}")) {
          waiting.put(Path.of(words[2]), Instant.ofEpochMilli(Long.parseLong(words[1])));
        } else if (words[0].equals("-")) {
          waiting.remove(Path.of(line.substring(2)));
        }
      }
    }
    waiting.keySet().removeIf(path -> !Files.exists(path));
    rewrite(waiting);
    return waiting;
  }

  void rewrite(Map<Path, Instant> waiting) throws IOException {
    String lines =
        waiting.entrySet().stream()
            .map(entry -> added(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining());
    AtomicFiles.write(file, lines.getBytes(StandardCharsets.UTF_8));
  }

  void add(Path path, Instant since) {
    append(added(path, since));
  }

  void remove(Path path) {
    append("- " + path + "\n");
  }

  private static String added(Path path, Instant since) {
    return "+ " + since.toEpochMilli() + " " + path + "\n";
  }

  /** A journal that can't be written keeps nothing from being deleted before the next start. */
  private void append(String line) {
    try {
      Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      LOG.warn("can't write {}: {}", file, e.toString());
    }
  }
}
