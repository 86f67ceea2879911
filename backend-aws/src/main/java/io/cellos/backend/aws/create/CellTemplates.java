package io.cellos.backend.aws.create;

import io.cellos.backend.aws.bucket.CellBucket;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Both templates as they are packed with the program.
 *
 * @param cell the template of the whole cell
 * @param group the one that it nests, once for each group
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CellTemplates(byte[] cell, byte[] group) {
  private static final int HASH = 16;

  static CellTemplates ofThisRelease() {
    return new CellTemplates(read("cell.json"), read("group.json"));
  }

  private static byte[] read(String name) {
    try (InputStream file = CellTemplates.class.getResourceAsStream("/templates/" + name)) {
      if (file == null) {
        throw new IllegalStateException("the program was built without /templates/" + name);
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String cellKey(CellBucket bucket) {
    return bucket.key("templates/" + hash() + "/cell.json");
  }

  String groupKey(CellBucket bucket) {
    return bucket.key("templates/" + hash() + "/group.json");
  }

  /** Of both. */
  private String hash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(cell);
      return HexFormat.of().formatHex(digest.digest(group)).substring(0, HASH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
