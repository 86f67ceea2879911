package io.cellos.mesos.http;

import io.cellos.base.http.ClientConnection;
import io.helidon.http.BadRequestException;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the endpoint of a path. Each has more names: after the name of the process ({@code
 * /master/state}), with {@code .json}, with a slash at its end.
 */
public final class Paths implements Consumer<HttpRouting.Builder> {
  private static final Logger LOG = LoggerFactory.getLogger(Paths.class);

  private final String process;
  private final Map<String, Endpoint> exact = new TreeMap<>();
  private final Map<String, Endpoint> folders = new TreeMap<>();
  private final Set<String> streams = new TreeSet<>();

  /**
   * @param process for example {@code master}
   */
  public Paths(String process) {
    this.process = "/" + process;
  }

  public Paths add(String path, Endpoint endpoint) {
    exact.put(path, endpoint);
    return this;
  }

  /** Here a request whose body is a stream of records is read by the endpoint, as it comes. */
  public Paths addStream(String path, Endpoint endpoint) {
    streams.add(path);
    return add(path, endpoint);
  }

  /** All below the path. */
  public Paths addBelow(String path, Endpoint endpoint) {
    folders.put(path + "/", endpoint);
    return this;
  }

  @Override
  public void accept(HttpRouting.Builder routes) {
    routes.any(this::handle);
  }

  private void handle(ServerRequest request, ServerResponse response) throws InterruptedException {
    Exchange exchange = new Exchange(request, response, new byte[0]);
    try {
      if (!exchange.isStream() || !streams.contains(usual(exchange.path()))) {
        exchange = new Exchange(request, response, Exchange.read(request));
      }
      find(exchange.path()).answer(exchange);
    } catch (Refusal e) {
      exchange.text(e.status(), e.getMessage());
    } catch (BadRequestException e) {
      exchange.text(Status.BAD_REQUEST_400, e.getMessage());
    } catch (IOException | UncheckedIOException e) {
      LOG.info("{} {}: {}", exchange.method(), exchange.path(), e.toString());
      if (!response.isSent()) {
        exchange.text(Status.SERVICE_UNAVAILABLE_503, String.valueOf(e.getMessage()));
      }
    } catch (RuntimeException e) {
      LOG.error("{} {}", exchange.method(), exchange.path(), e);
      if (!response.isSent()) {
        exchange.text(Status.INTERNAL_SERVER_ERROR_500, e.toString());
      }
    }
    ClientConnection.endIfAsked(request, response);
  }

  private Endpoint find(String path) {
    String name = usual(path);
    Endpoint found = exact.get(name);
    if (found != null) {
      return found;
    }
    return folders.entrySet().stream()
        .filter(folder -> name.startsWith(folder.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(() -> new Refusal(Status.NOT_FOUND_404, ""));
  }

  /** The name that an endpoint is known by here. */
  private String usual(String path) {
    String name = path;
    if (name.startsWith(process + "/") || name.equals(process)) {
      name = name.substring(process.length());
    }
    if (name.length() > 1 && name.endsWith("/")) {
      name = name.substring(0, name.length() - 1);
    }
    return name.endsWith(".json") && !exact.containsKey(name)
        ? name.substring(0, name.length() - ".json".length())
        : name.isEmpty() ? "/" : name;
  }
}
