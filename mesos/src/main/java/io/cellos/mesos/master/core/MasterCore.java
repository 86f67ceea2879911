package io.cellos.mesos.master.core;

import com.google.protobuf.ByteString;
import io.cellos.mesos.master.core.view.MasterView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.mesos.v1.Protos.MasterInfo;
import org.apache.mesos.v1.maintenance.Protos.ClusterStatus;
import org.apache.mesos.v1.maintenance.Protos.Schedule;

/**
 * What a leading master decides. One is made when leadership begins, from the registry that the
 * last leader left. It is for one thread.
 */
@SuppressWarnings("unused")
public final class MasterCore {
  /**
   * @param self its id begins the ids of everything that this leader names
   * @param registry all entries, by key
   */
  public MasterCore(
      MasterInfo self, MasterSettings settings, Map<String, ByteString> registry, Instant now) {}

  /** What is to be done about the event, in this order. */
  public List<MasterEffect> on(MasterEvent event, Instant now) {
    return List.of();
  }

  /** When it wants a tick, if nothing happens before; empty if nothing is due ever. */
  public Optional<Instant> wakeAt() {
    return Optional.empty();
  }

  /** Cheap: only what changed since the last time is made anew. */
  public MasterView view() {
    return new MasterView(
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        Map.of(),
        List.of(),
        List.of(),
        List.of(),
        Schedule.getDefaultInstance(),
        ClusterStatus.getDefaultInstance(),
        Map.of());
  }
}
