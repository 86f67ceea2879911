package io.cellos.base.http;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * A request that is about to be sent.
 *
 * @param timeout for connecting, and again for every wait for more of the answer
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record HttpCall(
    String method, URI uri, Map<String, String> headers, byte[] body, Duration timeout) {

  /** A request without headers of its own and without a body. */
  public static HttpCall of(String method, URI uri, Duration timeout) {
    return new HttpCall(method, uri, Map.of("Accept", "*/*"), new byte[0], timeout);
  }

  public HttpCall header(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return new HttpCall(method, uri, more, body, timeout);
  }

  public HttpCall body(byte[] content) {
    return new HttpCall(method, uri, headers, content, timeout);
  }
}
