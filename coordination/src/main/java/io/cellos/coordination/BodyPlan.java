package io.cellos.coordination;

import io.cellos.base.json.Json;
import io.cellos.model.BodySpec;
import java.io.IOException;
import java.util.Optional;

/**
 * What all nodes need to know of the body; whoever makes or scales the cell says it in the shared
 * store.
 *
 * @param masters how many nodes of the stateless body there shall be, each with a master
 */
public record BodyPlan(BodySpec spec, int masters) {
  private static final String KEY = "body/plan";

  /** Nothing was said; the usual. */
  public static final BodyPlan USUAL = new BodyPlan(BodySpec.USUAL, 1);

  /** The plan as it is now. */
  public static BodyPlan read(SharedStore store) throws IOException {
    Optional<Versioned> value = store.get(KEY);
    return value.isEmpty() ? USUAL : Json.read(value.get().content(), BodyPlan.class);
  }

  /** Says it; where it is said already this costs a look. */
  public void write(SharedStore store) throws IOException {
    if (!read(store).equals(this)) {
      store.put(KEY, Json.bytes(this));
    }
  }
}
