package io.cellos.base.testing;

import com.fasterxml.jackson.core.type.TypeReference;
import io.cellos.base.http.HttpAnswer;
import io.cellos.base.http.HttpCall;
import io.cellos.base.http.HttpCalls;
import io.cellos.base.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a test makes patched moto do, and what it asks afterwards. */
public final class MotoControl {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final URI base;

  MotoControl(URI endpoint) {
    this.base = endpoint.resolve("/cell-test/");
  }

  /** Creating or updating a resource of this logical id fails, in every stack. */
  public void failResource(String logicalId, String reason) {
    post("fail-resource", Map.of("logicalId", logicalId, "reason", reason));
  }

  /** Takes {@link #failResource} back. */
  public void mendResource(String logicalId) {
    post("fail-resource", Map.of("logicalId", logicalId));
  }

  /** Deleting a resource of this logical id fails, in every stack. */
  public void deleteFails(String logicalId, String reason) {
    post("delete-fails", Map.of("logicalId", logicalId, "reason", reason));
  }

  /** Takes {@link #deleteFails} back. */
  public void deleteWorks(String logicalId) {
    post("delete-fails", Map.of("logicalId", logicalId));
  }

  /**
   * The next calls are answered with an error of AWS.
   *
   * @param action {@code DescribeStacks}, {@code s3:PutObject}, or {@code *} for any
   * @param code such as {@code Throttling} or {@code ExpiredToken}
   * @param status of HTTP
   */
  public void faults(String action, String code, int status, int times) {
    post("faults", Map.of("action", action, "code", code, "status", status, "times", times));
  }

  /** No faults any more. */
  public void resetFaults() {
    post("faults/reset", Map.of());
  }

  /** API calls since the last reset, by {@code cloudformation:DescribeStacks} and the like. */
  public Map<String, Integer> callCounts() {
    return Json.read(answer(call("GET", "calls")), new TypeReference<Map<String, Integer>>() {});
  }

  public void resetCalls() {
    post("calls/reset", Map.of());
  }

  /**
   * Whether instances of groups with a terminating lifecycle hook wait for CompleteLifecycleAction.
   */
  public void holdTerminating(boolean on) {
    post("hold-terminating", Map.of("on", on));
  }

  /** Whether groups with a CreationPolicy wait for their signals; off: they are there at once. */
  public void awaitSignals(boolean on) {
    post("await-signals", Map.of("on", on));
  }

  /** Whether stacks stop before their next resource and stay in progress. */
  public void holdStacks(boolean on) {
    post("hold-stacks", Map.of("on", on));
  }

  /** What SignalResource was called with. */
  public List<Signal> signals() {
    return Json.read(answer(call("GET", "signals")), new TypeReference<List<Signal>>() {});
  }

  /** One call of SignalResource. */
  public record Signal(String stack, String resource, String uniqueId, String status) {}

  private void post(String name, Map<String, ?> request) {
    answer(call("POST", name).body(Json.bytes(request)));
  }

  private HttpCall call(String method, String name) {
    return HttpCall.of(method, base.resolve(name), TIMEOUT);
  }

  private static byte[] answer(HttpCall call) {
    try {
      HttpAnswer answer = HttpCalls.send(call);
      if (answer.status() != 200) {
        throw new IllegalStateException(call.uri() + " answers " + answer.status());
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
