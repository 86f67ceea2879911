package io.cellos.marathon.check;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Says the same to everybody who asks for something, over TLS or not. */
final class RawServer implements AutoCloseable {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final ServerSocket server;
  private final String answer;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private RawServer(ServerSocket server, String answer) {
    this.server = server;
    this.answer = answer;
    Thread.ofVirtual().name("raw-server").start(this::accept);
  }

  /**
   * @param answer all that is said; nothing if it is empty, and the connection stays open
   */
  static RawServer plain(InetAddress address, String answer) throws IOException {
    return new RawServer(new ServerSocket(0, 50, address), answer);
  }

  /** Says something again and again, and never comes to an end. */
  static RawServer endless(InetAddress address) throws IOException {
    return new RawServer(new ServerSocket(0, 50, address), "\0");
  }

  /** Its certificate is its own, and of another name. */
  static RawServer tls(Path directory, String answer)
      throws IOException, InterruptedException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys(directory))) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return new RawServer(
        context
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1")),
        answer);
  }

  private static Path keys(Path directory) throws IOException, InterruptedException {
    Path keys = directory.resolve("keys.p12");
    if (!Files.exists(keys)) {
      Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
      Process process =
          new ProcessBuilder(
                  keytool.toString(),
                  "-genkeypair",
                  "-alias",
                  "a",
                  "-keyalg",
                  "EC",
                  "-dname",
                  "CN=somewhere.else",
                  "-storetype",
                  "PKCS12",
                  "-keystore",
                  keys.toString(),
                  "-storepass",
                  new String(PASSWORD))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor() != 0) {
        throw new IOException("keytool failed");
      }
    }
    return keys;
  }

  /** The first lines of what was asked. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        open.add(socket);
        Thread.ofVirtual().name("raw-answer").start(() -> answer(socket));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void answer(Socket socket) {
    try {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      String line = in.readLine();
      asked.add(String.valueOf(line));
      while (line != null && !line.isEmpty()) {
        line = in.readLine();
      }
      while (answer.equals("\0") && !socket.isClosed()) {
        socket.getOutputStream().write(new byte[100]);
      }
      if (line != null && !answer.isEmpty()) {
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
        socket.close();
      }
    } catch (IOException e) {
      // whoever asked has gone, or speaks something else
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
