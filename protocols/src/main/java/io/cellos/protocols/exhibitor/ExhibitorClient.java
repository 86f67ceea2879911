package io.cellos.protocols.exhibitor;

import com.fasterxml.jackson.core.type.TypeReference;
import io.cellos.base.http.HttpAnswer;
import io.cellos.base.http.HttpCalls;
import io.cellos.base.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Asks one Exhibitor, ours or an original. Every method waits at most the timeout, and throws
 * {@link IOException} if there is no answer by then or it is not Exhibitor's.
 *
 * @param timeout for each whole call
 */
public record ExhibitorClient(String host, int port, Duration timeout) {

  /** The client of a cell's nucleus node. */
  public static ExhibitorClient ofNode(String host, Duration timeout) {
    return new ExhibitorClient(host, Exhibitor.PORT, timeout);
  }

  public ServerList list() throws IOException {
    return decode(get("/cluster/list"), new TypeReference<ServerList>() {});
  }

  public List<ServerStatus> status() throws IOException {
    return decode(get("/cluster/status"), new TypeReference<List<ServerStatus>>() {});
  }

  public ServerState state() throws IOException {
    return decode(get("/cluster/state"), new TypeReference<ServerState>() {});
  }

  /** The log of this server's changes, newest first. */
  public String log() throws IOException {
    return decode(get("/cluster/log"), new TypeReference<String>() {});
  }

  private byte[] get(String path) throws IOException {
    URI uri = URI.create("http://" + host + ":" + port + Exhibitor.BASE_PATH + path);
    HttpAnswer response = HttpCalls.get(uri, timeout);
    if (response.status() != 200) {
      throw new IOException(uri + " answered " + response.status());
    }
    return response.body();
  }

  private static <T> T decode(byte[] body, TypeReference<T> type) throws IOException {
    try {
      return Json.read(body, type);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
