package io.cellos.backend.local.node;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.base.json.Json;
import java.io.UncheckedIOException;

/**
 * What a node answered to {@code GET /health} on port 8079.
 *
 * @param detail what it said about itself; may be empty
 */
public record CheckResult(Verdict verdict, String detail) {
  private static final int MOST_DETAIL = 300;

  /** What the answer means. */
  public enum Verdict {
    READY,
    FAILED,
    /** It answers, but boots still or is not well. */
    UNWELL,
    /** No answer in time. */
    SILENT
  }

  public static CheckResult silent(String why) {
    return new CheckResult(Verdict.SILENT, why);
  }

  /** Reads {@code 200 {"state":"ready"}} or {@code 503 {"state":…,"detail":…}}. */
  public static CheckResult of(int status, byte[] body) {
    String state = "";
    String detail = "";
    try {
      JsonNode answer = Json.tree(body);
      state = answer.path("state").asText("");
      detail = answer.path("detail").asText("");
    } catch (UncheckedIOException e) {
      detail = "HTTP status " + status;
    }
    if (detail.length() > MOST_DETAIL) {
      detail = detail.substring(0, MOST_DETAIL) + "…";
    }
    if (status == 200) {
      return new CheckResult(Verdict.READY, detail);
    }
    return new CheckResult(state.equals("failed") ? Verdict.FAILED : Verdict.UNWELL, detail);
  }
}
