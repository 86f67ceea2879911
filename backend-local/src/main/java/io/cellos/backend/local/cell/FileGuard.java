package io.cellos.backend.local.cell;

import io.cellos.base.files.AtomicFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A lock among processes and threads that ends with its holder, however that ends. The file says
 * who holds it and is never removed: a removed lock file can be locked by two.
 */
public final class FileGuard implements AutoCloseable {
  /**
   * Who holds what in this process. Asked before the file is opened at all: POSIX drops a process'
   * locks of a file as soon as it closes any descriptor of it.
   */
  private static final ConcurrentHashMap<Path, String> HELD_HERE = new ConcurrentHashMap<>();

  private final Path file;
  private final FileChannel channel;

  private FileGuard(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the lock if nobody has it.
   *
   * @param purpose what the holder does, shown to others
   * @return empty if somebody else has it
   */
  public static Optional<FileGuard> tryAcquire(Path file, String purpose) throws IOException {
    String holder = purpose + ", pid " + ProcessHandle.current().pid();
    AtomicFiles.directory(file.getParent());
    if (HELD_HERE.putIfAbsent(file, holder) != null) {
      return Optional.empty();
    }
    Optional<FileGuard> guard = Optional.empty();
    try {
      guard = lock(file, holder);
      return guard;
    } finally {
      if (guard.isEmpty()) {
        HELD_HERE.remove(file);
      }
    }
  }

  private static Optional<FileGuard> lock(Path file, String holder) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      locked = channel.tryLock() != null;
      if (!locked) {
        return Optional.empty();
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)));
      return Optional.of(new FileGuard(file, channel));
    } catch (IOException e) {
      locked = false;
      throw e;
    } finally {
      if (!locked) {
        channel.close();
      }
    }
  }

  /** Who holds the lock, for example {@code create, pid 4711}. */
  public static String holder(Path file) {
    String here = HELD_HERE.get(file);
    if (here != null) {
      return here;
    }
    try {
      String text = Files.readString(file).strip();
      return text.isEmpty() ? "pid unknown" : text;
    } catch (IOException e) {
      return "pid unknown";
    }
  }

  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      channel.close();
      HELD_HERE.remove(file);
    }
  }
}
