package io.cellos.protocols.exhibitor;

import java.nio.charset.StandardCharsets;

/**
 * Answer of {@code /explorer/node-data}.
 *
 * @param bytes two hexadecimal digits and a space for each byte, the last one too
 * @param str the bytes as UTF-8
 * @param stat ZooKeeper's stat in words
 */
public record ExplorerData(String bytes, String str, String stat) {

  public static ExplorerData of(byte[] content, String stat) {
    StringBuilder hex = new StringBuilder(content.length * 3);
    for (byte b : content) {
      hex.append(Character.forDigit((b >> 4) & 0xf, 16));
      hex.append(Character.forDigit(b & 0xf, 16)).append(' ');
    }
    return new ExplorerData(hex.toString(), new String(content, StandardCharsets.UTF_8), stat);
  }

  public static ExplorerData notFound() {
    return new ExplorerData("", "", "* not found * ");
  }

  /** For a node that is there but can't be read. */
  public static ExplorerData failed(String why) {
    return new ExplorerData("", "Exception", why);
  }
}
