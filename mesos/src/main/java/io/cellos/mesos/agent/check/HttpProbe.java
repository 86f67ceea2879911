package io.cellos.mesos.agent.check;

import io.cellos.base.http.TrustAll;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;
import javax.net.ssl.HttpsURLConnection;
import org.apache.mesos.v1.Protos.CheckInfo;
import org.apache.mesos.v1.Protos.CheckStatusInfo;

/**
 * The status that a web server answers with. Redirects are followed. Whose certificate it has does
 * not matter: the question is whether it answers, and addresses are in no certificate.
 */
record HttpProbe(String scheme, List<InetAddress> addresses, int port, String path)
    implements Probe {
  private static final int MOST_REDIRECTS = 20;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  @Override
  public CheckStatusInfo look() throws IOException {
    IOException failure = new ConnectException("no address to ask");
    for (InetAddress address : addresses) {
      try {
        return CheckStatusInfo.newBuilder()
            .setType(CheckInfo.Type.HTTP)
            .setHttp(CheckStatusInfo.Http.newBuilder().setStatusCode(status(uri(address))))
            .build();
      } catch (ConnectException e) {
        failure = e;
      }
    }
    throw failure;
  }

  private URI uri(InetAddress address) throws IOException {
    String host = address.getHostAddress();
    try {
      return new URI(
          scheme
              + "://"
              + (address instanceof Inet6Address ? "[" + host + "]" : host)
              + ":"
              + port
              + path);
    } catch (URISyntaxException e) {
      throw new IOException("not the path of a URI: " + path, e);
    }
  }

  private static int status(URI first) throws IOException {
    URI uri = first;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
      if (connection instanceof HttpsURLConnection https) {
        https.setSSLSocketFactory(TrustAll.sockets());
        https.setHostnameVerifier((host, session) -> true);
      }
      connection.setInstanceFollowRedirects(false);
      connection.setUseCaches(false);
      connection.setRequestProperty("Accept", "*/*");
      int status;
      String location;
      try {
        status = connection.getResponseCode();
        location = connection.getHeaderField("Location");
      } finally {
        connection.disconnect();
      }
      if (!REDIRECTS.contains(status) || location == null) {
        return status;
      }
      try {
        uri = uri.resolve(new URI(location));
      } catch (URISyntaxException e) {
        throw new IOException("redirected to no URI: " + location, e);
      }
      if (!uri.toString().startsWith("http")) {
        throw new IOException("redirected to " + uri);
      }
    }
    throw new IOException("too many redirects");
  }
}
