package io.cellos.marathon.check;

import io.cellos.base.http.TrustAll;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.HttpsURLConnection;

/**
 * A GET of a task for its readiness. Whose certificate it has does not matter: the question is how
 * it answers, and addresses are in no certificate. Redirects are answers.
 */
record HttpQuestion(URI uri, Duration timeout) {
  private static final int MOST_BODY = 64 * 1024;

  /**
   * What came back.
   *
   * @param body its first 64 kB; empty unless asked for
   */
  record Answer(int status, String contentType, String body) {}

  /**
   * @param withBody whether the body is wanted
   * @throws IOException if there is no answer in time
   */
  Answer ask(boolean withBody) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    if (connection instanceof HttpsURLConnection https) {
      https.setSSLSocketFactory(TrustAll.sockets());
      https.setHostnameVerifier((host, session) -> true);
    }
    int millis = Math.max(1, Math.toIntExact(timeout.toMillis()));
    connection.setConnectTimeout(millis);
    connection.setReadTimeout(millis);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setRequestProperty("Accept", "*/*");
    connection.setRequestProperty("User-Agent", "Marathon-Health-Check");
    try {
      int status = connection.getResponseCode();
      if (status < 0) {
        throw new IOException("the answer is no HTTP");
      }
      String type = connection.getContentType();
      return new Answer(status, type == null ? "" : type, withBody ? body(connection, status) : "");
    } finally {
      connection.disconnect();
    }
  }

  private static String body(HttpURLConnection connection, int status) throws IOException {
    try (InputStream in =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      return in == null ? "" : new String(in.readNBytes(MOST_BODY), StandardCharsets.UTF_8);
    }
  }
}
