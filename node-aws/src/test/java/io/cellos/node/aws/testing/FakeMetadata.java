package io.cellos.node.aws.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An instance's metadata service, version 2: nothing without a token. */
public final class FakeMetadata implements AutoCloseable {
  private static final String ROOT = "/latest/meta-data/";
  private static final String TOKEN = "the-token";

  private final Map<String, String> values = new ConcurrentHashMap<>();
  private final HttpServer server;

  private FakeMetadata(HttpServer server) {
    this.server = server;
  }

  public static FakeMetadata start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    FakeMetadata metadata = new FakeMetadata(server);
    server.createContext("/latest/api/token", metadata::token);
    server.createContext(ROOT, metadata::get);
    server.start();
    return metadata;
  }

  /** From now on it answers this. */
  public void set(String path, String value) {
    values.put(path, value);
  }

  public void remove(String path) {
    values.remove(path);
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void token(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("x-aws-ec2-metadata-token-ttl-seconds", "300");
    answer(exchange, exchange.getRequestMethod().equals("PUT") ? 200 : 405, TOKEN);
  }

  private void get(HttpExchange exchange) throws IOException {
    if (!TOKEN.equals(exchange.getRequestHeaders().getFirst("x-aws-ec2-metadata-token"))) {
      answer(exchange, 401, "");
      return;
    }
    String value = values.get(exchange.getRequestURI().getPath().substring(ROOT.length()));
    answer(exchange, value == null ? 404 : 200, value == null ? "" : value);
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
