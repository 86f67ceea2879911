package io.cellos.mesos.agent.files;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.base.json.Json;
import io.helidon.common.parameters.Parameters;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * The classic endpoints, to be registered at {@code /files}: {@code browse}, {@code read}, {@code
 * download} and {@code debug}, each also with {@code .json}.
 */
public final class FilesApi implements HttpService {
  private final VirtualFiles files;

  public FilesApi(VirtualFiles files) {
    this.files = files;
  }

  /** One endpoint; what can't be shown is said by the exception. */
  private interface Endpoint {
    void answer(ServerRequest request, ServerResponse response) throws FilesException;
  }

  @Override
  public void routing(HttpRules rules) {
    Map<String, Endpoint> endpoints =
        Map.of(
            "/browse", this::browse,
            "/read", this::read,
            "/download", this::download,
            "/debug", this::debug);
    endpoints.forEach(
        (name, endpoint) ->
            rules.get(name, handler(endpoint)).get(name + ".json", handler(endpoint)));
  }

  private static Handler handler(Endpoint endpoint) {
    return (request, response) -> {
      try {
        endpoint.answer(request, response);
      } catch (FilesException e) {
        Status status =
            switch (e.kind()) {
              case INVALID -> Status.BAD_REQUEST_400;
              case NOT_FOUND -> Status.NOT_FOUND_404;
              case FAILED -> Status.INTERNAL_SERVER_ERROR_500;
            };
        response.status(status).header(HeaderNames.CONTENT_TYPE, "text/plain");
        response.send(e.getMessage());
      }
    };
  }

  private void browse(ServerRequest request, ServerResponse response) throws FilesException {
    ArrayNode listing = Json.mapper().createArrayNode();
    files.browse(path(request)).forEach(file -> listing.add(FileInfos.json(file)));
    send(request, response, listing);
  }

  private void read(ServerRequest request, ServerResponse response) throws FilesException {
    String path = path(request);
    long offset = number(request, "offset");
    long length = number(request, "length");
    VirtualFiles.Portion portion =
        offset == -1
            ? files.read(path, 0, OptionalLong.of(0))
            : files.read(
                path, offset, length == -1 ? OptionalLong.empty() : OptionalLong.of(length));
    ObjectNode answer = Json.mapper().createObjectNode();
    answer.put("data", Texts.whole(portion, Math.max(offset, 0)));
    answer.put("offset", offset == -1 ? portion.size() : offset);
    send(request, response, answer);
  }

  private void download(ServerRequest request, ServerResponse response) throws FilesException {
    Path file = files.file(path(request));
    String type = URLConnection.guessContentTypeFromName(file.getFileName().toString());
    response.header(
        HeaderNames.CONTENT_TYPE, Objects.requireNonNullElse(type, "application/octet-stream"));
    response.header(HeaderNames.CONTENT_DISPOSITION, "attachment; filename=" + file.getFileName());
    try (OutputStream out = response.outputStream()) {
      Files.copy(file, out);
    } catch (IOException e) {
      throw new FilesException(
          FilesException.Kind.FAILED, "Failed to read '" + file + "': " + e + ".\n", e);
    }
  }

  private void debug(ServerRequest request, ServerResponse response) {
    send(request, response, files.attached());
  }

  private static String path(ServerRequest request) throws FilesException {
    String path = request.query().first("path").orElse("");
    if (path.isEmpty()) {
      throw FilesException.invalid("Expecting 'path=value' in query.\n");
    }
    return path;
  }

  /** -1 if it is not given. */
  private static long number(ServerRequest request, String name) throws FilesException {
    Parameters query = request.query();
    String text = query.first(name).orElse("-1");
    long number;
    try {
      number = Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new FilesException(
          FilesException.Kind.INVALID, "Failed to parse " + name + ": '" + text + "'.\n", e);
    }
    if (number < -1) {
      throw FilesException.invalid("Negative " + name + " provided: " + number + ".\n");
    }
    return number;
  }

  private static void send(ServerRequest request, ServerResponse response, Object value) {
    String callback = request.query().first("jsonp").orElse("");
    boolean script = !callback.isEmpty();
    response.header(HeaderNames.CONTENT_TYPE, script ? "text/javascript" : "application/json");
    String json = Json.text(value);
    response.send(script ? callback + "(" + json + ");" : json);
  }
}
