package io.cellos.marathon.api;

import io.cellos.marathon.api.http.Refusal;
import io.cellos.marathon.json.rules.IdRules;
import io.cellos.marathon.json.rules.Violations;
import io.cellos.marathon.model.AppId;

/** Paths of apps, pods and groups in URLs. */
final class Ids {
  private Ids() {}

  /**
   * For reading: what can't be an id is not there.
   *
   * @param kind such as {@code App}
   * @throws Refusal 404
   */
  static AppId find(String kind, String text) {
    return AppId.find("/" + text).orElseThrow(() -> Refusal.unknown(kind, "/" + text));
  }

  /**
   * For writing.
   *
   * @throws io.cellos.marathon.model.InvalidObjectException if it can't be an id
   */
  static AppId valid(String text) {
    Violations violations = Violations.begin();
    IdRules.check("/" + text, violations.at("id"));
    violations.throwIfAny();
    return AppId.parse("/" + text);
  }
}
