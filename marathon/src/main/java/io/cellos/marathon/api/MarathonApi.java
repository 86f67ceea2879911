package io.cellos.marathon.api;

import io.cellos.marathon.api.events.EventStreams;
import io.cellos.marathon.api.http.Front;
import io.cellos.marathon.json.rules.Settings;
import io.cellos.marathon.service.Leadership;
import io.cellos.marathon.service.Service;
import io.cellos.marathon.service.Site;
import io.helidon.webserver.http.HttpRouting;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** All that this program serves. Every node answers; what is not its own goes to the leader. */
public final class MarathonApi {
  /** Of events that wait for a client; above it the client is cut off. */
  private static final int MOST_WAITING = 50_000;

  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  private MarathonApi() {}

  /** With excerpts of sandboxes that are read from the agents. */
  public static Consumer<HttpRouting.Builder> paths(Site site) {
    return paths(site, new AgentSandbox());
  }

  public static Consumer<HttpRouting.Builder> paths(Site site, SandboxExcerpt sandbox) {
    return paths(site, sandbox, HEARTBEAT);
  }

  /**
   * @param heartbeat how often those who follow events are told that there are none
   */
  static Consumer<HttpRouting.Builder> paths(
      Site site, SandboxExcerpt sandbox, Duration heartbeat) {
    Settings settings = site.settings();
    EventStreams events =
        new EventStreams(
            Optional.ofNullable(site.flags().get("event_stream_max_outstanding_messages"))
                .map(Integer::parseInt)
                .orElse(MOST_WAITING),
            heartbeat,
            service -> leads(site, service),
            site.meters().http());
    LeaderApi leader = new LeaderApi(site);
    Map<String, Resource> resources =
        Map.ofEntries(
            Map.entry(
                "/v2/apps",
                new AppPaths(
                    new AppsApi(settings, events),
                    new AppApi(settings, events, sandbox),
                    new AppTasksApi(),
                    new AppVersionsApi())),
            Map.entry("/v2/deployments", new DeploymentsApi()),
            Map.entry("/v2/groups", new GroupsApi(settings)),
            Map.entry("/v2/info", new InfoApi(site)),
            Map.entry("/v2/pods", new PodsApi(settings, events)),
            Map.entry("/v2/events", new EventsApi(events)),
            Map.entry(
                "/v2/leader", (exchange, _, calls) -> LeaderApi.answer(exchange, calls.service())),
            Map.entry("/v2/queue", new QueueApi()),
            Map.entry("/v2/tasks", new TasksApi()));
    return new Front(
        new Routes(site, new SystemApi(site, leader, new Metrics(site, events)), resources),
        leader::leader,
        site.meters().http(),
        Optional.ofNullable(site.flags().get("access_control_allow_origin")));
  }

  private static boolean leads(Site site, Service service) {
    return site.leadership().get() instanceof Leadership.Leading(Service now)
        && now.equals(service);
  }
}
