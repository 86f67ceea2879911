package io.cellos.mesos.agent.container;

import io.cellos.base.files.AtomicFiles;
import io.cellos.base.process.ProcessRef;
import io.cellos.mesos.agent.core.WaitStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * The files that tell of containers' processes: {@code <id>.pid} when one has begun, {@code
 * <id>.exit} when it has ended, {@code <id>.said} of the shell that waits for it.
 */
final class Traces {
  static final String PID = ".pid";
  static final String EXIT = ".exit";
  private static final String SAID = ".said";

  /** Of the words in the file: the process id, the boot, and then those of /proc/PID/stat. */
  private static final int START_TICKS = 21 + 2;

  private final Path directory;

  Traces(Path directory) throws IOException {
    this.directory = AtomicFiles.directory(directory);
  }

  Path directory() {
    return directory;
  }

  Path base(String id) {
    return directory.resolve(id);
  }

  /** The process, once it has begun; its id is 0 if it was forbidden to. */
  Optional<ProcessRef> process(String id) throws IOException {
    Optional<String> line = line(id + PID);
    if (line.isEmpty()) {
      return Optional.empty();
    }
    String[] words = line.get().replaceFirst("\\(.*\\)", "()").split(" ");
    String started = words.length > START_TICKS ? words[1] + ":" + words[START_TICKS] : "";
    return Optional.of(new ProcessRef(Long.parseLong(words[0]), started));
  }

  /** How it ended; nothing as long as the file is not whole. */
  Optional<WaitStatus> exit(String id) throws IOException {
    return line(id + EXIT)
        .map(
            line -> {
              int number = Integer.parseInt(line.substring(line.indexOf(' ') + 1));
              return line.startsWith("signal ")
                  ? WaitStatus.signalled(number - 128)
                  : WaitStatus.exited(number);
            });
  }

  private Optional<String> line(String name) throws IOException {
    try {
      String text = Files.readString(directory.resolve(name), StandardCharsets.ISO_8859_1);
      return text.endsWith("\n") ? Optional.of(text.strip()) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Returns whether the process will never begin; otherwise it has begun already. */
  boolean forbid(String id) throws IOException {
    try {
      Files.writeString(directory.resolve(id + PID), "0\n", StandardOpenOption.CREATE_NEW);
      return true;
    } catch (FileAlreadyExistsException e) {
      return process(id).filter(process -> process.pid() == 0).isPresent();
    }
  }

  void forget(String id) throws IOException {
    for (String suffix : List.of(PID, EXIT, SAID)) {
      Files.deleteIfExists(directory.resolve(id + suffix));
    }
  }
}
