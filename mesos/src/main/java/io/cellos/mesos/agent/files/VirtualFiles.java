package io.cellos.mesos.agent.files;

import io.cellos.mesos.agent.files.FilesException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.mesos.v1.Protos.FileInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files and directories of this machine under the names by which they may be read from elsewhere:
 * sandboxes, the log. Nothing outside what is attached is shown, whatever links and dots a path
 * holds.
 */
public final class VirtualFiles {
  private static final Logger LOG = LoggerFactory.getLogger(VirtualFiles.class);

  /** As much as Mesos gives at a time: 16 pages. */
  private static final long MOST = 16 * 4096;

  /**
   * A part of a file.
   *
   * @param size of the whole file
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Portion(long size, byte[] data) {}

  /** By name without a slash at the end. */
  private final Map<String, Path> attached = new ConcurrentHashMap<>();

  /**
   * Shows the file or directory under the name, in place of what had that name.
   *
   * @param name for example {@code /slave/log}
   */
  public void attach(String name, Path path) {
    attached.put(stripped(name), path);
  }

  /** No error if nothing has the name. */
  public void detach(String name) {
    attached.remove(stripped(name));
  }

  /** What is attached where, by name. */
  public Map<String, String> attached() {
    Map<String, String> names = new TreeMap<>();
    attached.forEach((name, path) -> names.put(name, path.toString()));
    return names;
  }

  /**
   * What a directory holds, by name, links followed; nothing for a file.
   *
   * @throws FilesException if nothing has the path or it leads out
   */
  public List<FileInfo> browse(String path) throws FilesException {
    Path directory = resolve(path);
    List<FileInfo> found = new ArrayList<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
      for (Path child : children) {
        describe(stripped(path) + "/" + child.getFileName(), child, found);
      }
    } catch (NotDirectoryException e) {
      return List.of();
    } catch (IOException e) {
      throw new FilesException(Kind.FAILED, "Failed to list " + path + ": " + e + ".\n", e);
    }
    found.sort(Comparator.comparing(FileInfo::getPath));
    return found;
  }

  private static void describe(String name, Path file, List<FileInfo> into) {
    try {
      into.add(FileInfos.of(name, file));
    } catch (IOException e) { // a link to nothing, or it has just gone
      LOG.debug("{} is not listed: {}", file, e.toString());
    }
  }

  /**
   * At most 64 kB of a file.
   *
   * @param length empty for as much as there is; with 0 only the size is told
   * @throws FilesException if there is no such file, it is a directory or leads out
   */
  public Portion read(String path, long offset, OptionalLong length) throws FilesException {
    Path file = file(path);
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      long wanted = Math.min(Math.min(length.orElse(MOST), MOST), size - offset);
      if (wanted <= 0) {
        return new Portion(size, new byte[0]);
      }
      ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(wanted));
      long at = offset;
      int count = 0;
      while (buffer.hasRemaining() && count >= 0) {
        count = channel.read(buffer, at);
        at += Math.max(count, 0);
      }
      byte[] data = new byte[buffer.flip().remaining()];
      buffer.get(data);
      return new Portion(size, data);
    } catch (IOException e) {
      throw new FilesException(
          Kind.FAILED, "Failed to open file at '" + file + "': " + e + ".\n", e);
    }
  }

  /**
   * Where the file is, for who sends all of it.
   *
   * @throws FilesException if there is no such file, it is a directory or leads out
   */
  public Path file(String path) throws FilesException {
    Path file = resolve(path);
    if (Files.isDirectory(file)) {
      throw FilesException.invalid("Cannot read a directory.\n");
    }
    return file;
  }

  /** The longest attached name that begins the path says where to look. */
  private Path resolve(String path) throws FilesException {
    String name = stripped(path);
    String rest = "";
    while (!attached.containsKey(name)) {
      int slash = name.lastIndexOf('/');
      if (slash < 0) {
        throw FilesException.notFound();
      }
      rest = name.substring(slash + 1) + (rest.isEmpty() ? "" : "/" + rest);
      name = name.substring(0, slash);
    }
    Path root;
    Path real;
    try {
      root = attached.get(name).toRealPath();
      real = rest.isEmpty() ? root : Path.of(root + "/" + rest).toRealPath();
    } catch (IOException | InvalidPathException e) {
      throw FilesException.notFound();
    }
    if (!real.startsWith(root)) {
      throw FilesException.invalid("Resolved path is inaccessible.\n");
    }
    return real;
  }

  private static String stripped(String name) {
    return name.length() > 1 && name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
  }
}
