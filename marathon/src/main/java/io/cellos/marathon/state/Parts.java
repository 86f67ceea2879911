package io.cellos.marathon.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.base.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A value that is too big for one node of ZooKeeper: the key holds how many parts there are, the
 * parts are beside. Their names have the checksum of the whole, so that those of two values of one
 * key are never mixed.
 *
 * @param keys where the parts are, in order
 */
record Parts(List<String> keys) {
  static final String FOLDER = "parts";

  /** A node takes a megabyte, a request for some nodes 900 kB. */
  static final int MOST_BYTES = 800_000;

  private static final byte MARK = '{'; // no number of a format

  Parts {
    keys = List.copyOf(keys);
  }

  /** The parts for the value; none if it fits as it is. */
  static Parts of(String key, byte[] value) {
    if (value.length <= MOST_BYTES) {
      return new Parts(List.of());
    }
    CRC32 sum = new CRC32();
    sum.update(value);
    return named(key, Long.toHexString(sum.getValue()), 1 + (value.length - 1) / MOST_BYTES);
  }

  private static Parts named(String key, String sum, int count) {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      keys.add(FOLDER + "/" + key.replace('/', '~') + "~" + sum + "~" + i);
    }
    return new Parts(keys);
  }

  /** The part of the value that the i-th key holds. */
  static byte[] slice(byte[] value, int i) {
    return Arrays.copyOfRange(value, i * MOST_BYTES, Math.min(value.length, (i + 1) * MOST_BYTES));
  }

  /** What the key holds in place of the value. */
  byte[] head() {
    String last = keys.getLast();
    String[] words = last.split("~");
    ObjectNode head = Json.mapper().createObjectNode();
    head.put("sum", words[words.length - 2]).put("parts", keys.size());
    return Json.text(head).getBytes(StandardCharsets.UTF_8);
  }

  /** The parts that the key says to have; absent if it holds the value itself. */
  static Optional<Parts> read(String key, byte[] held) {
    if (held.length == 0 || held[0] != MARK) {
      return Optional.empty();
    }
    var head = Json.tree(held);
    return Optional.of(named(key, head.path("sum").asText(), head.path("parts").asInt()));
  }
}
