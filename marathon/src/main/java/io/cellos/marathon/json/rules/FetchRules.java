package io.cellos.marathon.json.rules;

import java.net.URI;
import java.net.URISyntaxException;

/** What must hold for addresses of files. */
final class FetchRules {
  private FetchRules() {}

  static void checkUri(String uri, Violations violations) {
    try {
      new URI(uri);
    } catch (URISyntaxException e) {
      violations.add("URI has invalid syntax.");
    }
  }
}
