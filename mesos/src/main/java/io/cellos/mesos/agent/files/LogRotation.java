package io.cellos.mesos.agent.files;

import io.cellos.base.lifecycle.Loop;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps {@code stdout} and {@code stderr} of sandboxes from growing without end: a file that is too
 * big is copied to {@code stdout.1}, older copies move on, and the file is made empty. Writers must
 * have opened it for append. What they write between the end of the copy and the cut is lost: a few
 * lines at most, of a task that writes without pause.
 */
public final class LogRotation implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LogRotation.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final List<String> NAMES = List.of("stdout", "stderr");

  /** How often what was written during the copy is copied too, before the cut. */
  private static final int ROUNDS = 5;

  /**
   * What is kept.
   *
   * @param maxBytes of each file; 0 for no limit
   * @param kept older files of each
   */
  public record Settings(long maxBytes, int kept) {
    public static Settings defaults() {
      return new Settings(10_000_000, 5);
    }
  }

  private final Settings settings;
  private final Set<Path> watched = ConcurrentHashMap.newKeySet();
  private final Loop loop;

  private LogRotation(Settings settings) {
    this.settings = settings;
    this.loop = Loop.start("log-rotation", this::once);
  }

  public static LogRotation start(Settings settings) {
    return new LogRotation(settings);
  }

  /** From now on the directory's two files are kept small. */
  public void watch(Path sandbox) {
    watched.add(sandbox);
  }

  /** No error if it is not watched. */
  public void unwatch(Path sandbox) {
    watched.remove(sandbox);
  }

  private Duration once() {
    if (settings.maxBytes() > 0) {
      for (Path sandbox : watched) {
        NAMES.forEach(name -> look(sandbox.resolve(name)));
      }
    }
    return PAUSE;
  }

  private void look(Path file) {
    try {
      PosixFileAttributes is =
          Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      // A link, which a task can make, must not let us read or cut another's file.
      boolean ours =
          is.isRegularFile()
              && (Integer) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS) == 1;
      if (ours && is.size() > settings.maxBytes()) {
        rotate(file, is);
      }
    } catch (NoSuchFileException e) {
      LOG.debug("{} is not there", file);
    } catch (IOException e) {
      LOG.warn("{} is not rotated: {}", file, e.toString());
    }
  }

  private void rotate(Path file, PosixFileAttributes is) throws IOException {
    for (int number = settings.kept() - 1; number >= 1; number--) {
      Path older = numbered(file, number);
      if (Files.exists(older, LinkOption.NOFOLLOW_LINKS)) {
        Files.move(older, numbered(file, number + 1), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Path first = numbered(file, 1);
    Files.deleteIfExists(first);
    try (FileChannel log =
        FileChannel.open(
            file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      if (settings.kept() > 0) {
        copy(log, first);
        Files.setOwner(first, is.owner());
        Files.setPosixFilePermissions(first, is.permissions());
      }
      log.truncate(0);
    }
  }

  private static void copy(FileChannel log, Path to) throws IOException {
    try (FileChannel out =
        FileChannel.open(
            to,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS)) {
      long done = 0;
      for (int round = 0; round < ROUNDS && done < log.size(); round++) {
        long end = log.size();
        while (done < end) {
          done += log.transferTo(done, end - done, out);
        }
      }
    }
  }

  private static Path numbered(Path file, int number) {
    return file.resolveSibling(file.getFileName() + "." + number);
  }

  @Override
  public void close() {
    loop.close();
  }
}
