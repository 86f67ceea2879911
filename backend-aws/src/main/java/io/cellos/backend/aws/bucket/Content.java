package io.cellos.backend.aws.bucket;

import io.cellos.base.error.CellException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import software.amazon.awssdk.core.sync.RequestBody;

/** Something too big for memory that can be written any number of times, always the same. */
interface Content {
  int HASH = 16;

  void writeTo(OutputStream out) throws IOException;

  /** The first 16 hexadecimal digits of its SHA-256. */
  static String hash(Content content) {
    try (DigestOutputStream out =
        new DigestOutputStream(
            OutputStream.nullOutputStream(), MessageDigest.getInstance("SHA-256"))) {
      content.writeTo(out);
      return HexFormat.of().formatHex(out.getMessageDigest().digest()).substring(0, HASH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Uploads it by way of a temporary file: S3 wants to know the length first. */
  static void upload(Content content, CellBucket bucket, String key) {
    try {
      Path file = Files.createTempFile("cell-os-upload-", "");
      try {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
          content.writeTo(out);
        }
        bucket.put(key, RequestBody.fromFile(file));
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static CellException unreadable(IOException failure) {
    return CellException.failed(
        "can't pack what is to be uploaded: " + failure.getMessage(),
        "check that the files can be read and the disk of "
            + System.getProperty("java.io.tmpdir")
            + " is not full",
        failure);
  }
}
