package io.cellos.mesos.agent.api;

import io.cellos.mesos.agent.core.AgentView;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.mesos.v1.Protos.VersionInfo;

/**
 * What all endpoints know of this agent.
 *
 * @param address {@code ip:port}
 * @param flags by name, as this program was started
 * @param master where the master is, if one is known
 * @param sandboxes where the sandboxes of runs are
 * @param view the agent as it is now
 */
public record AgentSite(
    String address,
    Instant started,
    SortedMap<String, String> flags,
    Supplier<Optional<URI>> master,
    Sandboxes sandboxes,
    Ask view) {

  /** The version of Mesos whose interfaces these are. */
  public static final String VERSION = "1.11.0";

  /** Tells how the agent is. */
  public interface Ask {
    AgentView now() throws InterruptedException;
  }

  /** Tells where sandboxes are. */
  public interface Sandboxes {
    Path of(AgentView view, AgentView.ExecutorView executor);
  }

  public AgentSite {
    flags = new TreeMap<>(flags);
  }

  static VersionInfo version() {
    return VersionInfo.newBuilder()
        .setVersion(VERSION)
        .setBuildDate("2026-11-23 00:00:00")
        .setBuildTime(1_795_392_000)
        .setBuildUser("cell-os")
        .build();
  }
}
