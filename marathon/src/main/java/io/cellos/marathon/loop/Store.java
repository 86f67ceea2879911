package io.cellos.marathon.loop;

import io.cellos.marathon.core.MarathonEffect;
import java.io.IOException;
import java.util.List;

/** Where what must survive is kept. */
@FunctionalInterface
public interface Store {
  /**
   * Makes the changes durable, in their order.
   *
   * @throws IOException if they may not be: who leads must stop then
   */
  void write(List<MarathonEffect.Durable> changes) throws IOException, InterruptedException;
}
