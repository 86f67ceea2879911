package io.cellos.mesos.agent.fetch;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What URIs mean to Mesos' fetcher. */
final class Uris {
  private static final String FILE = "file://";
  private static final String LOCALHOST = "file://localhost/";
  private static final List<String> HTTP = List.of("http://", "https://");

  private Uris() {}

  /** Whether it is to be downloaded. */
  static boolean isHttp(String uri) {
    return HTTP.stream().anyMatch(uri.toLowerCase(Locale.ROOT)::startsWith);
  }

  /** The name of the file that it becomes: all after the last slash, a query too. */
  static String basename(String uri) throws FetchException {
    if (uri.indexOf('\\') >= 0 || uri.indexOf('\'') >= 0 || uri.indexOf('\0') >= 0) {
      throw new FetchException("Illegal characters in URI");
    }
    int scheme = uri.indexOf("://");
    String path = scheme > 0 ? uri.substring(scheme + 3) : uri;
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (name.isEmpty() || (scheme > 0 && path.indexOf('/') < 0)) {
      throw new FetchException("Malformed URI (missing path): " + uri);
    }
    return name;
  }

  /**
   * The file of this machine.
   *
   * @throws FetchException if the URI is of a kind that can't be fetched, or relative to nothing
   */
  static Path local(String uri, Optional<Path> home) throws FetchException {
    String path = uri;
    if (uri.startsWith(LOCALHOST)) {
      path = uri.substring(LOCALHOST.length() - 1);
    } else if (uri.startsWith(FILE)) {
      path = uri.substring(FILE.length());
      if (!path.startsWith("/")) {
        throw new FetchException("File URI only supports absolute paths");
      }
    } else if (uri.contains("://")) {
      throw new FetchException(
          uri.substring(0, uri.indexOf("://"))
              + " URIs are not supported: use http, https, file or a path");
    }
    if (path.startsWith("/")) {
      return Path.of(path);
    }
    if (home.isEmpty()) {
      throw new FetchException("A relative path needs the agent's flag --frameworks_home");
    }
    return home.get().resolve(path);
  }

  /** As people write them: characters that a URI may not have are encoded. */
  static URI http(String text) throws FetchException {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      if (c <= ' ' || c >= 0x7F || "\"<>\\^`{|}".indexOf(c) >= 0) {
        encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      } else {
        encoded.append(c);
      }
    }
    try {
      return new URI(encoded.toString());
    } catch (URISyntaxException e) {
      throw new FetchException("Malformed URI: " + e.getMessage(), e);
    }
  }
}
