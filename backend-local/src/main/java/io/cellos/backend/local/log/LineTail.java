package io.cellos.backend.local.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Reads the lines that are added to a file. When another file takes its name (rotation), the old
 * one is read to its end first. A file that was cut is read again from its beginning.
 */
final class LineTail implements AutoCloseable {
  private static final int MOST_LINE_BYTES = 64 * 1024;
  private static final int MOST_BYTES_AT_ONCE = 1 << 20;

  private final Path file;
  private final ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
  private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
  private FileChannel channel;
  private Object key;

  LineTail(Path file) {
    this.file = file;
  }

  /** The whole lines that came since the last call, at most about a megabyte of them. */
  List<String> read() throws IOException {
    List<String> lines = new ArrayList<>();
    if (channel == null && !open()) {
      return lines;
    }
    boolean more = drain(lines);
    if (!more && wasReplaced()) {
      drain(lines);
      flush(lines);
      close();
      if (open()) {
        drain(lines);
      }
    }
    return lines;
  }

  /** What stands after the last line's end, if anything. */
  List<String> rest() {
    List<String> lines = new ArrayList<>();
    flush(lines);
    return lines;
  }

  private boolean open() throws IOException {
    try {
      key = fileKey();
      channel = FileChannel.open(file);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private boolean wasReplaced() throws IOException {
    try {
      return !Objects.equals(key, fileKey());
    } catch (NoSuchFileException e) {
      return false; // gone, or between two names: look again later
    }
  }

  private Object fileKey() throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  /** Returns whether there may be more at once. */
  private boolean drain(List<String> lines) throws IOException {
    if (channel.size() < channel.position()) {
      channel.position(0);
      partial.reset();
    }
    int total = 0;
    while (total < MOST_BYTES_AT_ONCE) {
      buffer.clear();
      int count = channel.read(buffer);
      if (count <= 0) {
        return false;
      }
      total += count;
      split(count, lines);
    }
    return true;
  }

  private void split(int count, List<String> lines) {
    byte[] bytes = buffer.array();
    for (int i = 0; i < count; i++) {
      if (bytes[i] == '\n' || partial.size() >= MOST_LINE_BYTES) {
        flushLine(lines);
      }
      if (bytes[i] != '\n') {
        partial.write(bytes[i]);
      }
    }
  }

  private void flush(List<String> lines) {
    if (partial.size() > 0) {
      flushLine(lines);
    }
  }

  private void flushLine(List<String> lines) {
    String line = partial.toString(StandardCharsets.UTF_8);
    lines.add(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
    partial.reset();
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }
}
