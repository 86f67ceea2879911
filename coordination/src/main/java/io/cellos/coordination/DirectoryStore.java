package io.cellos.coordination;

import io.cellos.base.files.AtomicFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * A shared store in a directory of this machine. Values are files, written aside and renamed, so a
 * reader never sees half of one; compare-and-swap holds a lock file, so it is exact among threads
 * and processes.
 */
public final class DirectoryStore implements SharedStore {
  private static final String LOCK = ".lock";

  /** Locks among the threads of this process; file locks only work among processes. */
  private static final ConcurrentHashMap<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private final Path root;
  private final ReentrantLock threads;

  private DirectoryStore(Path root) {
    this.root = root;
    this.threads = THREADS.computeIfAbsent(root, path -> new ReentrantLock());
  }

  /** Opens the store in this directory, which is created with mode 0700 if it is missing. */
  public static DirectoryStore open(Path directory) throws IOException {
    return new DirectoryStore(AtomicFiles.directory(directory).toRealPath());
  }

  /** The address that another process opens this store by, {@code file:///…}. */
  public URI uri() {
    return root.toUri();
  }

  @Override
  public Optional<Versioned> get(String key) throws IOException {
    try {
      byte[] content = Files.readAllBytes(file(key));
      return Optional.of(new Versioned(content, tag(content)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public void put(String key, byte[] content) throws IOException {
    Path file = file(key);
    AtomicFiles.directory(file.getParent());
    AtomicFiles.write(file, content);
  }

  @Override
  public boolean compareAndSwap(String key, Optional<String> seen, byte[] content)
      throws IOException {
    threads.lock();
    try (FileChannel channel =
            FileChannel.open(
                root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (!lock.isValid() || !get(key).map(Versioned::tag).equals(seen)) {
        return false;
      }
      put(key, content);
      return true;
    } finally {
      threads.unlock();
    }
  }

  @Override
  public void delete(String key) throws IOException {
    Files.deleteIfExists(file(key));
  }

  @Override
  public List<String> list(String folder) throws IOException {
    Path directory = file(folder);
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .map(path -> root.relativize(path).toString())
          .filter(key -> !Path.of(key).getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (java.io.UncheckedIOException e) {
      if (e.getCause() instanceof NoSuchFileException) {
        return list(folder); // a file went while we walked: look again
      }
      throw e.getCause();
    }
  }

  @Override
  public void upload(String key, Path source) throws IOException {
    Path file = file(key);
    Path part = AtomicFiles.directory(file.getParent()).resolve("." + UUID.randomUUID());
    try {
      Files.copy(source, part);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  @Override
  public InputStream download(String key) throws IOException {
    return Files.newInputStream(file(key));
  }

  private Path file(String key) {
    return root.resolve(Keys.checked(key));
  }

  private static String tag(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
