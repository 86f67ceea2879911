package io.cellos.backend.local;

import com.fasterxml.jackson.core.type.TypeReference;
import io.cellos.backend.local.cell.ControllerFile;
import io.cellos.base.error.CellException;
import io.cellos.base.http.HttpAnswer;
import io.cellos.base.http.HttpCall;
import io.cellos.base.http.HttpCalls;
import io.cellos.base.json.Json;
import io.cellos.model.CellDescription;
import io.cellos.model.CellName;
import io.cellos.model.InvalidInputException;
import io.cellos.model.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Talks to the controller of a cell. */
final class ControllerClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final CellName cell;
  private final ControllerFile controller;

  ControllerClient(CellName cell, ControllerFile controller) {
    this.cell = cell;
    this.controller = controller;
  }

  CellDescription describe() {
    return Json.read(call("GET", "/v1/cell", ""), CellDescription.class);
  }

  List<String> problems() {
    return Json.read(call("GET", "/v1/problems", ""), new TypeReference<List<String>>() {});
  }

  void scale(Role role, int size, Duration drain) {
    call(
        "PUT",
        "/v1/groups/" + role,
        Json.text(Map.of("size", size, "drainSeconds", drain.toSeconds())));
  }

  void retry() {
    call("POST", "/v1/retry", "");
  }

  void stop() {
    call("POST", "/v1/stop", "");
  }

  private byte[] call(String method, String path, String body) {
    HttpCall request =
        HttpCall.of(method, URI.create(controller.url() + path), TIMEOUT)
            .header("Authorization", "Bearer " + controller.token())
            .body(body.getBytes(StandardCharsets.UTF_8));
    try {
      HttpAnswer answer = HttpCalls.send(request);
      if (answer.status() == 400) {
        throw new InvalidInputException(reason(answer));
      }
      if (answer.status() / 100 != 2) {
        throw CellException.failed(
            "the controller of cell " + cell + " refuses: " + reason(answer), "");
      }
      return answer.body();
    } catch (IOException e) {
      throw CellException.failed(
          "the controller of cell " + cell + " at " + controller + " does not answer: " + reason(e),
          "if it stays so, end it with: kill -9 "
              + controller.process().pid()
              + " and run: cell start "
              + cell,
          e);
    }
  }

  private static String reason(IOException failure) {
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }

  private static String reason(HttpAnswer answer) {
    try {
      return Json.tree(answer.body()).path("error").asText("HTTP status " + answer.status());
    } catch (UncheckedIOException e) {
      return "HTTP status " + answer.status();
    }
  }
}
