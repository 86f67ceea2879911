package io.cellos.marathon;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.base.json.Json;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Optional;

/**
 * What those that stand for election say of themselves.
 *
 * @param id new with each start
 */
record Candidate(URI url, String id) {
  byte[] write() {
    return Json.bytes(Json.mapper().createObjectNode().put("url", url.toString()).put("id", id));
  }

  /** Nothing if the bytes are of something else. */
  static Optional<Candidate> read(byte[] bytes) {
    try {
      JsonNode json = Json.tree(bytes);
      URI url = URI.create(json.path("url").asText());
      return url.getHost() == null
          ? Optional.empty()
          : Optional.of(new Candidate(url, json.path("id").asText()));
    } catch (UncheckedIOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether the bytes are of an earlier start at this one's address. */
  boolean isAfter(byte[] bytes) {
    return read(bytes).filter(other -> other.url.equals(url) && !other.id.equals(id)).isPresent();
  }
}
