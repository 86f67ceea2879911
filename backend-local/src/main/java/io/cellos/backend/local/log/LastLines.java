package io.cellos.backend.local.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The end of a text file, without reading all of it. */
final class LastLines {
  private static final int MOST_BYTES = 8 * 1024;

  private LastLines() {}

  /** At most this many of the last lines that are not blank; none if the file can't be read. */
  static List<String> of(Path file, int count) {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer end = ByteBuffer.allocate((int) Math.min(MOST_BYTES, channel.size()));
      channel.position(channel.size() - end.capacity());
      while (end.hasRemaining() && channel.read(end) > 0) {
        // until the buffer is full
      }
      String text = new String(end.array(), 0, end.position(), StandardCharsets.UTF_8);
      List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
      return lines.subList(Math.max(0, lines.size() - count), lines.size());
    } catch (IOException e) {
      return List.of();
    }
  }
}
