package io.cellos.base.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a server answered.
 *
 * @param headers by lower-case name
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record HttpAnswer(int status, Map<String, List<String>> headers, byte[] body) {

  /** The first value of the header. */
  public Optional<String> header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
  }
}
