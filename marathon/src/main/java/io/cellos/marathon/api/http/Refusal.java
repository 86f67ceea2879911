package io.cellos.marathon.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.marathon.json.ErrorJson;
import io.helidon.http.Status;

/** A request that is answered with an error. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Status status;
  private final transient ObjectNode answer;

  public Refusal(Status status, ObjectNode answer) {
    super(answer.path("message").asText());
    this.status = status;
    this.answer = answer;
  }

  public Refusal(Status status, String message) {
    this(status, ErrorJson.message(message));
  }

  /** 400. */
  public static Refusal badRequest(String message) {
    return new Refusal(Status.BAD_REQUEST_400, message);
  }

  /** 404 for something of a kind such as {@code App}. */
  public static Refusal unknown(String kind, String id) {
    return new Refusal(Status.NOT_FOUND_404, kind + " '" + id + "' does not exist");
  }

  /** 404 for a version that is not, or no longer, kept. */
  public static Refusal unknown(String kind, String id, String version) {
    return new Refusal(
        Status.NOT_FOUND_404, kind + " '" + id + "' does not exist in version " + version);
  }

  /** 404 for a path that nothing is at. */
  public static Refusal noSuchPath() {
    return new Refusal(Status.NOT_FOUND_404, "URI not found");
  }

  /** 405. */
  public static Refusal wrongMethod() {
    return new Refusal(Status.METHOD_NOT_ALLOWED_405, "Method Not Allowed");
  }

  /**
   * @throws Refusal 405 unless the method is one for this path
   */
  public static void unless(boolean allowed) {
    if (!allowed) {
      throw wrongMethod();
    }
  }

  public Status status() {
    return status;
  }

  public ObjectNode answer() {
    return answer;
  }
}
