package io.cellos.mesos.master.api;

import io.cellos.mesos.http.Paths;
import java.time.Duration;

/** All that a master serves. */
public final class MasterApi {
  /**
   * How often streams are told that they live.
   *
   * @param clients schedulers and operators
   * @param agents who answer each, so that the master notices if they don't
   */
  public record Heartbeats(Duration clients, Duration agents) {
    private static final Duration USUAL = Duration.ofSeconds(15);

    /**
     * Mesos' own.
     *
     * @param ping agent_ping_timeout; agents count on hearing something every 15 s
     */
    public static Heartbeats usual(Duration ping) {
      return new Heartbeats(USUAL, ping.compareTo(USUAL) < 0 ? ping : USUAL);
    }
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
