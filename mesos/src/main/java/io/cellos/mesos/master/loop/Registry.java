package io.cellos.mesos.master.loop;

import io.cellos.mesos.master.core.MasterEffect;
import java.io.IOException;
import java.util.List;

/** Where what must survive a master is kept. */
public interface Registry {
  /** Keeps nothing: for a master that stands alone. */
  Registry NONE = changes -> {};

  /**
   * Makes the changes durable, all of them or none.
   *
   * @param changes only {@link MasterEffect.Save} and {@link MasterEffect.Forget}
   * @throws IOException if they may not be: who leads must stop then
   */
  void write(List<MasterEffect> changes) throws IOException, InterruptedException;
}
