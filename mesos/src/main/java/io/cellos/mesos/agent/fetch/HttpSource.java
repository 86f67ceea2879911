package io.cellos.mesos.agent.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;

/** Files of web servers; redirects are followed, relative ones and to another scheme too. */
final class HttpSource {
  private static final int MOST_REDIRECTS = 20;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final int stallMillis;

  HttpSource(Duration stallTimeout) {
    this.stallMillis = Math.toIntExact(stallTimeout.toMillis());
  }

  /** How long the file is; at most 0 if the server does not say. */
  long length(String uri) throws IOException {
    HttpURLConnection answer = ask("HEAD", uri);
    try {
      return answer.getContentLengthLong();
    } finally {
      answer.disconnect();
    }
  }

  InputStream open(String uri) throws IOException {
    HttpURLConnection answer = ask("GET", uri);
    return answer.getInputStream();
  }

  private HttpURLConnection ask(String method, String text) throws IOException {
    URI uri = Uris.http(text);
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      if (!Uris.isHttp(uri.toString())) {
        throw new FetchException("Error downloading resource: redirected to " + uri);
      }
      HttpURLConnection connection = connect(method, uri);
      int status = connection.getResponseCode();
      if (status == 200) {
        return connection;
      }
      String location = connection.getHeaderField("Location");
      connection.disconnect();
      if (!REDIRECTS.contains(status) || location == null) {
        throw new FetchException("Error downloading resource, received HTTP return code " + status);
      }
      uri = uri.resolve(Uris.http(location));
    }
    throw new FetchException("Error downloading resource: too many redirects");
  }

  private HttpURLConnection connect(String method, URI uri) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setConnectTimeout(stallMillis);
    connection.setReadTimeout(stallMillis);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setRequestMethod(method);
    connection.setRequestProperty("Accept", "*/*");
    if (uri.getUserInfo() != null) {
      byte[] secret = uri.getUserInfo().getBytes(StandardCharsets.UTF_8);
      connection.setRequestProperty(
          "Authorization", "Basic " + Base64.getEncoder().encodeToString(secret));
    }
    return connection;
  }
}
