package io.cellos.backend.local.controller;

import io.cellos.backend.NodeTimeline;
import io.cellos.backend.local.log.EventLog;
import io.cellos.base.http.HttpServers;
import io.cellos.base.json.Json;
import io.cellos.coordination.BootStatus;
import io.cellos.model.BootEvent;
import io.cellos.model.CellDescription;
import io.cellos.model.InvalidInputException;
import io.cellos.model.Role;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The HTTP interface of the controller. Without the token: {@code GET /} (a page for people),
 * {@code GET /v1/cell}, {@code GET /v1/timeline}. With it: {@code GET /v1/problems} (it quotes
 * logs), {@code PUT /v1/groups/<role>} with {@code {"size":n}} and maybe {@code "drainSeconds"},
 * {@code POST /v1/retry}, {@code POST /v1/stop}. Errors are {@code {"error":…}}.
 */
final class ControllerApi {
  private static final int MOST_BODY_BYTES = 4096;

  private final Controller controller;
  private final Describer describer;
  private final Problems problems;
  private final BootStatus boots;
  private final EventLog events;
  private final AccessRule access;

  ControllerApi(
      Controller controller,
      Describer describer,
      Problems problems,
      BootStatus boots,
      EventLog events,
      AccessRule access) {
    this.controller = controller;
    this.describer = describer;
    this.problems = problems;
    this.boots = boots;
    this.events = events;
    this.access = access;
  }

  void route(HttpRouting.Builder routes) {
    routes
        .get("/", this::page)
        .get("/v1/cell", (in, out) -> HttpServers.json(out, describer.describe()))
        .get("/v1/timeline", this::timeline)
        .get("/v1/problems", owner((in, out) -> HttpServers.json(out, problems.find())))
        .put("/v1/groups/{role}", owner(this::scale))
        .post("/v1/retry", owner(this::retry))
        .post("/v1/stop", owner(this::stop))
        .error(InvalidInputException.class, (in, out, e) -> error(out, Status.BAD_REQUEST_400, e))
        .error(IOException.class, (in, out, e) -> error(out, Status.INTERNAL_SERVER_ERROR_500, e))
        .error(
            UncheckedIOException.class,
            (in, out, e) -> error(out, Status.INTERNAL_SERVER_ERROR_500, e));
  }

  private Handler owner(Handler handler) {
    return (in, out) -> {
      if (access.allows(header(in, HeaderNames.HOST), header(in, HeaderNames.AUTHORIZATION))) {
        handler.handle(in, out);
      } else {
        HttpServers.json(
            out,
            Status.UNAUTHORIZED_401,
            Map.of("error", "show the token of the cell's controller.json to its own address"));
      }
    };
  }

  private static Optional<String> header(ServerRequest in, HeaderName name) {
    return in.headers().first(name);
  }

  private static void error(ServerResponse out, Status status, Exception failure) {
    HttpServers.json(out, status, Map.of("error", String.valueOf(failure.getMessage())));
  }

  private void page(ServerRequest in, ServerResponse out) throws IOException {
    CellDescription cell = describer.describe();
    String html = StatusPage.html(cell, Timelines.of(cell, boots), events.recent());
    out.header(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8");
    out.header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
    out.header(HeaderNames.CACHE_CONTROL, "no-store");
    out.send(html);
  }

  private void timeline(ServerRequest in, ServerResponse out) throws IOException {
    List<TimelineJson> nodes =
        Timelines.of(describer.describe(), boots).stream().map(TimelineJson::of).toList();
    HttpServers.json(out, nodes);
  }

  /** A timeline as JSON. */
  private record TimelineJson(
      Role role, CellDescription.Node node, List<BootEvent> events, String waitingFor) {
    static TimelineJson of(NodeTimeline timeline) {
      return new TimelineJson(
          timeline.role(), timeline.node(), timeline.events(), timeline.waitingFor().orElse(null));
    }
  }

  /** The body of a scale request. */
  private record Size(Integer size, Integer drainSeconds) {}

  private void scale(ServerRequest in, ServerResponse out) throws IOException {
    Role role = Role.parse(in.path().pathParameters().get("role"));
    Size wanted = readSize(in);
    controller.scale(
        role,
        role.checkSize(wanted.size()),
        Optional.ofNullable(wanted.drainSeconds()).map(Duration::ofSeconds));
    HttpServers.json(out, wanted);
  }

  private static Size readSize(ServerRequest in) throws IOException {
    try (InputStream body = in.content().inputStream()) {
      Size size = Json.read(body.readNBytes(MOST_BODY_BYTES), Size.class);
      if (size.size() != null) {
        return size;
      }
    } catch (UncheckedIOException e) {
      throw new InvalidInputException("the body is not {\"size\":n}: " + e.getMessage());
    }
    throw new InvalidInputException("the body is not {\"size\":n}");
  }

  private void retry(ServerRequest in, ServerResponse out) {
    controller.retry();
    HttpServers.json(out, Map.of("accepted", true));
  }

  private void stop(ServerRequest in, ServerResponse out) throws IOException {
    controller.stop();
    HttpServers.json(out, Map.of("accepted", true));
  }
}
