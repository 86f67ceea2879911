package io.cellos.mesos.agent.files;

import java.nio.charset.StandardCharsets;

/** Bytes of a file as the text of a JSON answer. */
final class Texts {
  private Texts() {}

  /**
   * The portion as text. A character of which only the beginning is there is left to the next
   * portion, so that who reads on at offset plus length sees it whole; at the end of the file, and
   * for bytes that are no text, U+FFFD stands for what can't be said.
   */
  static String whole(VirtualFiles.Portion portion, long offset) {
    byte[] data = portion.data();
    int count = data.length;
    if (offset + count < portion.size()) {
      int start = count - 1;
      while (start > 0 && count - start < 4 && (data[start] & 0xC0) == 0x80) {
        start--;
      }
      if (start > 0 && start + length(data[start]) > count) {
        count = start;
      }
    }
    return new String(data, 0, count, StandardCharsets.UTF_8);
  }

  /** How many bytes the character has that begins so. */
  private static int length(byte first) {
    if ((first & 0xE0) == 0xC0) {
      return 2;
    }
    if ((first & 0xF0) == 0xE0) {
      return 3;
    }
    return (first & 0xF8) == 0xF0 ? 4 : 1;
  }
}
