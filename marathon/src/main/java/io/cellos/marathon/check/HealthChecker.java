package io.cellos.marathon.check;

import io.cellos.marathon.core.MarathonEvent;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.InstanceId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes the health checks that are Marathon's own, and readiness checks, each in a virtual thread
 * of its own at its own pace. Used by one thread.
 */
public final class HealthChecker implements AutoCloseable {
  /** Takes what was found; may wait. */
  @FunctionalInterface
  public interface Findings {
    void submit(MarathonEvent event) throws InterruptedException;
  }

  private final Findings findings;
  private final Map<InstanceId, Watched> watched = new ConcurrentHashMap<>();

  public HealthChecker(Findings findings) {
    this.findings = findings;
  }

  /** The checks of the instance, as it is now, are made from now on. */
  public void watch(Instance instance) {
    Watched now = watched.computeIfAbsent(instance.id(), id -> new Watched(findings));
    if (!now.update(instance)) {
      watched.remove(instance.id());
    }
  }

  /** None of its checks are made any more. */
  public void unwatch(InstanceId instance) {
    Watched gone = watched.remove(instance);
    if (gone != null) {
      gone.close();
    }
  }

  @Override
  public void close() {
    watched.values().forEach(Watched::close);
    watched.clear();
  }
}
