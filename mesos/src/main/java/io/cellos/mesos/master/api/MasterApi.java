package io.cellos.mesos.master.api;

import io.cellos.mesos.http.Paths;
import java.time.Duration;

/** All that a master serves. */
public final class MasterApi {
  /**
   * How often streams are told that they live.
   *
   * @param clients schedulers and operators
   */
  public record Heartbeats(Duration clients, Duration agents) {
    /** Mesos' own for its clients; agents are to notice sooner. */
    public static final Heartbeats USUAL =
        new Heartbeats(Duration.ofSeconds(15), Duration.ofSeconds(5));
  }

  private MasterApi() {}

  public static Paths paths(Site site, Heartbeats heartbeats) {
    Paths paths = new Paths("master");
    Metrics metrics = new Metrics(site);
    AgentLinkApi agents = new AgentLinkApi(site, heartbeats.agents());
    new InfoApi(site, metrics).add(paths);
    new StateApi(site).add(paths);
    new ChangeApi(site).add(paths);
    return paths
        .add("/api/v1/scheduler", new SchedulerApi(site, heartbeats.clients()))
        .add("/api/v1", new OperatorApi(site, metrics, new Watching(heartbeats.clients())))
        .add("/cell-os/agent/link", agents::link)
        .add("/cell-os/agent/calls", agents::calls)
        .add("/", new Page(site));
  }
}
