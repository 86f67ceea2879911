package io.cellos.backend.aws.node;

import java.util.List;

/** What ssh says when it fails. */
final class SshWords {
  private SshWords() {}

  /** The line that says why: the first one, because later ones tell only what followed from it. */
  static String reason(List<String> lines) {
    return lines.stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("@") && !line.startsWith("Warning:"))
        .findFirst()
        .map(line -> line.startsWith("cell: ") ? line.substring("cell: ".length()) : line)
        .orElse("it said nothing");
  }
}
