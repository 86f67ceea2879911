package io.cellos.marathon.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.base.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.InflaterInputStream;

/** Values as they are stored: the number of the format, then JSON, compressed. For one thread. */
final class Packer {
  /** What this program writes; it reads no others. */
  private static final int FORMAT = 1;

  private static final int BUFFER = 4096;

  /** Making one costs more than to compress a small value. */
  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);

  private final byte[] buffer = new byte[BUFFER];

  byte[] pack(JsonNode json) {
    deflater.reset();
    deflater.setInput(Json.bytes(json));
    deflater.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream(BUFFER);
    out.write(FORMAT);
    while (!deflater.finished()) {
      out.write(buffer, 0, deflater.deflate(buffer));
    }
    return out.toByteArray();
  }

  /**
   * @param key for the message
   * @throws UncheckedIOException if it can't be read
   */
  static JsonNode unpack(String key, byte[] packed) {
    if (packed.length == 0 || packed[0] != FORMAT) {
      throw new UncheckedIOException(
          new IOException(
              key + " is not of format " + FORMAT + ": a newer program has written it"));
    }
    try (InflaterInputStream in =
        new InflaterInputStream(new ByteArrayInputStream(packed, 1, packed.length - 1))) {
      return Json.mapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(key + " can't be read: " + e.getMessage(), e);
    }
  }
}
