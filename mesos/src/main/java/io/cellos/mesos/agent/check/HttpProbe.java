package io.cellos.mesos.agent.check;

import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
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
        https.setSSLSocketFactory(Trusting.SOCKETS);
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

  /** Made when the first server with TLS is asked, since that takes long. */
  private static final class Trusting {
    private static final SSLSocketFactory SOCKETS = sockets();

    private static SSLSocketFactory sockets() {
      try {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustAll()}, null);
        return context.getSocketFactory();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static final class TrustAll extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
