package io.cellos.mesos.agent.container.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.base.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The Docker Engine API over HTTP/1.1, as much of it as containers of tasks need. A client of our
 * own since the JDK's can't use Unix sockets, and a library would be twenty times all of this, on
 * every node. Threads that wait for an answer can be interrupted.
 *
 * @param prompt how long an answer may take that is expected to come at once
 */
record Engine(EngineAddress address, Duration prompt) {
  private static final Duration USUAL = Duration.ofSeconds(30);

  Engine(EngineAddress address) {
    this(address, USUAL);
  }

  /** Reads what is found out from an answer's body. */
  interface Reader<T> {
    T read(EngineAnswer answer) throws IOException, InterruptedException;
  }

  static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8);
  }

  /** Asks and reads all of the answer, which must come soon. */
  JsonNode call(String method, String path) throws DockerException, InterruptedException {
    return call(method, path, null);
  }

  /**
   * @param body as JSON; none if null
   */
  JsonNode call(String method, String path, JsonNode body)
      throws DockerException, InterruptedException {
    return send(method, path, Map.of(), body, prompt, Engine::json);
  }

  /** Asks for something that takes as long as it takes. */
  JsonNode await(String method, String path) throws DockerException, InterruptedException {
    return stream(method, path, Map.of(), null, Engine::json);
  }

  /** Asks and reads what comes, as long as it comes. */
  <T> T stream(
      String method, String path, Map<String, String> headers, JsonNode body, Reader<T> reader)
      throws DockerException, InterruptedException {
    return send(method, path, headers, body, Duration.ZERO, reader);
  }

  private static JsonNode json(EngineAnswer answer) throws IOException {
    byte[] body = answer.body().readAllBytes();
    try {
      return body.length == 0 ? Json.mapper().missingNode() : Json.tree(body);
    } catch (UncheckedIOException e) {
      return Json.mapper().missingNode(); // some say OK in words
    }
  }

  /**
   * @param limit after which it is given up; zero for never
   */
  private <T> T send(
      String method,
      String path,
      Map<String, String> headers,
      JsonNode body,
      Duration limit,
      Reader<T> reader)
      throws DockerException, InterruptedException {
    try (SocketChannel connection = address.connect();
        Watch watch = Watch.over(connection, limit)) {
      assert watch != null;
      ByteBuffer request = ByteBuffer.wrap(request(method, path, headers, body));
      while (request.hasRemaining()) {
        connection.write(request);
      }
      try (EngineAnswer answer = EngineAnswer.read(connection)) {
        if (answer.status() >= 400) {
          String why = json(answer).path("message").asText();
          throw new DockerException(
              why.isEmpty() ? "the Docker engine answered " + answer.status() : why,
              answer.status());
        }
        return reader.read(answer);
      }
    } catch (ClosedByInterruptException e) {
      Thread.interrupted();
      throw (InterruptedException) new InterruptedException().initCause(e);
    } catch (DockerException e) {
      throw e;
    } catch (IOException e) {
      throw new DockerException("the Docker engine at " + address.socket() + ": " + e, e);
    }
  }

  private static byte[] request(
      String method, String path, Map<String, String> headers, JsonNode body) {
    byte[] content = body == null ? new byte[0] : Json.bytes(body);
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(path).append(" HTTP/1.1\r\n");
    head.append("Host: docker\r\nConnection: close\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    if (body != null) {
      head.append("Content-Type: application/json\r\n");
    }
    head.append("Content-Length: ").append(content.length).append("\r\n\r\n");
    byte[] start = head.toString().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(start.length + content.length).put(start).put(content).array();
  }

  /** Closes a connection on which the answer takes too long. */
  private record Watch(Thread thread) implements AutoCloseable {
    static Watch over(SocketChannel connection, Duration limit) {
      Thread thread =
          Thread.ofVirtual().name("docker-timeout").unstarted(() -> watch(connection, limit));
      if (!limit.isZero()) {
        thread.start();
      }
      return new Watch(thread);
    }

    private static void watch(SocketChannel connection, Duration limit) {
      try {
        TimeUnit.NANOSECONDS.sleep(limit.toNanos());
        connection.close();
      } catch (InterruptedException | IOException e) {
        return; // the answer came
      }
    }

    @Override
    public void close() {
      thread.interrupt();
    }
  }
}
