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
        .map(SshWords::plain)
        .orElse("it said nothing");
  }

  private static String plain(String line) {
    if (line.equals("stdio forwarding failed")) {
      return "the bastion can't connect to it";
    }
    return line.startsWith("cell: ") ? line.substring("cell: ".length()) : line;
  }
}
