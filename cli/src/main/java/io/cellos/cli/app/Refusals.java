package io.cellos.cli.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.base.error.CellException;
import io.cellos.base.error.ExitCode;
import io.cellos.base.text.NearWord;
import io.cellos.model.CellName;
import io.cellos.protocols.marathon.MarathonClient;
import io.cellos.protocols.marathon.MarathonRefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a call that failed means to people, and what they can do. */
final class Refusals {
  private final CellName cell;
  private final MarathonClient marathon;

  Refusals(CellName cell, MarathonClient marathon) {
    this.cell = cell;
    this.marathon = marathon;
  }

  /**
   * @param what was tried, such as {@code scale app /web}
   */
  CellException failed(String what, IOException cause) {
    return cause instanceof MarathonRefusedException refused
        ? refused(what, refused)
        : CellException.failed(
            "can't " + what + ": " + cause.getMessage(), "cell list " + cell, cause);
  }

  private CellException refused(String what, MarathonRefusedException refused) {
    String said = "can't " + what + ": " + refused.getMessage();
    return switch (refused.status()) {
      case 404 -> CellException.failed(said + hint(what), "cell app list " + cell, refused);
      case 409 ->
          new CellException(
              ExitCode.REFUSED,
              said,
              "wait until that is done, or do it all the same with --force",
              refused);
      case 400, 422 ->
          new CellException(
              ExitCode.WRONG_USAGE,
              String.join("\n", withDetails(said, refused.details())),
              "the words are those of Marathon's API: docs/operate/marathon.md",
              refused);
      default -> CellException.failed(said, "cell list " + cell, refused);
    };
  }

  private static List<String> withDetails(String said, List<String> details) {
    List<String> lines = new ArrayList<>(List.of(said));
    details.forEach(detail -> lines.add("  " + detail));
    return lines;
  }

  /** The app that was probably meant. */
  private String hint(String what) {
    try {
      List<String> known = new ArrayList<>();
      for (JsonNode app : marathon.get("/v2/apps").path("apps")) {
        known.add(app.path("id").asText());
      }
      String typed = MarathonClient.path(what.substring(what.lastIndexOf(' ') + 1));
      return NearWord.hint(typed, known);
    } catch (IOException e) {
      return "";
    }
  }
}
