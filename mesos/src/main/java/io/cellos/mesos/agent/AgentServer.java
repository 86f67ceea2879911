package io.cellos.mesos.agent;

import io.cellos.base.flags.Flags;
import io.cellos.base.http.HttpServers;
import io.cellos.base.lifecycle.Closer;
import io.cellos.base.lifecycle.Logs;
import io.cellos.mesos.agent.api.AgentMetrics;
import io.cellos.mesos.agent.checkpoint.AgentFiles;
import io.cellos.mesos.agent.checkpoint.Journals;
import io.cellos.mesos.agent.checkpoint.WorkDir;
import io.cellos.mesos.agent.container.cgroup.Limits;
import io.cellos.mesos.agent.container.docker.DockerSettings;
import io.cellos.mesos.agent.core.AgentCore;
import io.cellos.mesos.agent.core.AgentEffect;
import io.cellos.mesos.agent.core.AgentEvent;
import io.cellos.mesos.agent.core.Entry;
import io.cellos.mesos.agent.core.Run;
import io.cellos.mesos.agent.executor.ExecutorStreams;
import io.cellos.mesos.agent.fetch.Fetcher;
import io.cellos.mesos.agent.files.GarbageCollector;
import io.cellos.mesos.agent.files.VirtualFiles;
import io.cellos.mesos.agent.launch.Environments;
import io.cellos.mesos.agent.launch.Launcher;
import io.cellos.mesos.agent.launch.Launchers;
import io.cellos.mesos.agent.launch.NestedContainers;
import io.cellos.mesos.agent.launch.Sandboxes;
import io.cellos.mesos.agent.launch.Users;
import io.cellos.mesos.agent.master.Detection;
import io.cellos.mesos.agent.master.MasterLink;
import io.cellos.mesos.flags.MesosFlags;
import io.cellos.mesos.link.ToAgent;
import io.cellos.mesos.link.ToMaster;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** An agent that works. */
final class AgentServer implements AutoCloseable {
  private static final Duration FLUSH = Duration.ofSeconds(2);

  /**
   * Why it ended by itself.
   *
   * @param failed whether starting it again may help
   */
  record Ending(boolean failed, String reason) {}

  private final Closer closer = new Closer();
  private final CompletableFuture<Ending> ending = new CompletableFuture<>();
  private final AgentFlags flags;
  private final AgentLoop loop;
  private final AgentMetrics metrics = new AgentMetrics();
  private MasterLink link;
  private volatile NestedContainers nested;

  private AgentServer(AgentFlags flags, AgentLoop loop) {
    this.flags = flags;
    this.loop = loop;
  }

  /** Takes up what an agent before it left, and works from then on. */
  static AgentServer start(AgentFlags flags, Map<String, String> environment) throws IOException {
    WorkDir dir = new WorkDir(flags.workDirectory());
    AgentFiles files = new AgentFiles(dir.meta());
    Identity identity = Identity.of(flags, files);
    AgentCore core =
        new AgentCore(flags.core(), identity.info(), identity.total(), UUID::randomUUID);
    AgentServer server = new AgentServer(flags, new AgentLoop(core));
    try {
      server.begin(dir, files, identity, core, environment);
      return server;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private void begin(
      WorkDir dir,
      AgentFiles files,
      Identity identity,
      AgentCore core,
      Map<String, String> environment)
      throws IOException {
    Journals journals = new Journals(dir.meta().resolve("runs"));
    VirtualFiles shown = new VirtualFiles();
    flags
        .logDirectory()
        .map(AgentFlags::logFile)
        .ifPresent(log -> shown.attach("/slave/log", Logs.latest(log)));
    ExecutorStreams executors = new ExecutorStreams();
    Sandboxes sandboxes = new Sandboxes(dir);
    Launchers launchers = launchers(dir, core, environment);
    Launcher launcher = closer.add(launchers.open(sandboxes, this::happened));
    nested = new NestedContainers(launcher, sandboxes);
    Housekeeping housekeeping = closer.add(new Housekeeping(dir, shown, garbage()));
    housekeeping.measure(metrics);
    Checking checking = closer.add(new Checking(launcher, loop::submit));
    link = closer.add(MasterLink.start("master-link", new Linked(), flags.backoff()));
    List<AgentEffect> first = recover(core, journals, identity, housekeeping);
    List<AgentEffect.Launch> running = core.containers();
    closer.add(loop);
    loop.start(
        first,
        new Performer(
            identity.info(),
            new Performer.Parts(
                files,
                journals,
                sandboxes,
                launcher,
                checking,
                executors,
                housekeeping,
                link,
                metrics,
                (failed, reason) -> ending.complete(new Ending(failed, reason)))));
    launchers
        .limits()
        .removeLeft(
            running.stream()
                .map(launch -> Limits.name(launch.container()))
                .collect(Collectors.toSet()));
    running.forEach(launcher::adopt);
    if (flags.flags().isTrue("docker_kill_orphans")) {
      launcher.removeOrphans(
          running.stream().map(each -> each.container().getValue()).collect(Collectors.toSet()));
    }
    AgentApi api =
        new AgentApi(
            flags.saying("isolation", launchers.limits().isolation()),
            loop,
            dir,
            shown,
            launcher,
            nested,
            link,
            metrics,
            executors);
    WebServer web = HttpServers.start(flags.ip(), flags.info().getPort(), api);
    closer.add(web::stop);
    closer.add(Detection.start(flags.master(), link::lead));
  }

  /** What becomes of containers: of those that were asked for by themselves, too. */
  private void happened(AgentEvent event) {
    if (event instanceof AgentEvent.NotLaunched) {
      metrics.count("container_launch_errors");
    }
    NestedContainers others = nested;
    if (others == null || !others.hears(event)) {
      loop.submit(event);
    }
  }

  private List<AgentEffect> recover(
      AgentCore core, Journals journals, Identity identity, Housekeeping housekeeping)
      throws IOException {
    Instant begun = Instant.now();
    List<AgentEffect> effects = new ArrayList<>();
    for (Map.Entry<Run, List<Entry>> run : journals.load().entrySet()) {
      housekeeping.begun(identity.info().getId(), run.getKey());
      effects.addAll(core.recover(run.getKey(), run.getValue(), Instant.now()));
    }
    double seconds = Duration.between(begun, Instant.now()).toMillis() / 1000.0;
    metrics.gauge("slave/recovery_time_secs", () -> seconds);
    metrics.gauge("slave/recovery_errors", () -> 0); // whoever can't read all does not start
    return effects;
  }

  private Launchers launchers(WorkDir dir, AgentCore core, Map<String, String> environment)
      throws IOException {
    Flags all = flags.flags();
    Fetcher fetcher = fetcher(dir, all);
    return new Launchers(
        dir,
        flags.ip(),
        core::id,
        environments(environment),
        Users.here(flags.switchUser()),
        fetcher,
        limits(dir, all),
        all.isTrue("cgroups_enable_cfs"),
        new DockerSettings(environment, all.find("docker_socket"), all.find("docker_config")));
  }

  private static Limits limits(WorkDir dir, Flags all) {
    Optional<String> asked = all.find("isolation");
    if (asked.filter(text -> !text.contains("cgroups/")).isPresent()) {
      return Limits.none("--isolation is " + asked.get());
    }
    return Limits.detect(all.get("cgroups_root"), dir.root());
  }

  private Fetcher fetcher(WorkDir dir, Flags all) throws IOException {
    Path cache = all.find("fetcher_cache_dir").map(Path::of).orElse(dir.root().resolve("fetch"));
    long cacheBytes = all.read("fetcher_cache_size", Bytes::parse);
    Fetcher fetcher =
        new Fetcher(
            new Fetcher.Settings(
                cache,
                cacheBytes,
                all.find("frameworks_home").filter(home -> !home.isEmpty()).map(Path::of),
                MesosFlags.duration(all, "fetcher_stall_timeout")));
    metrics.gauge("containerizer/fetcher/task_fetches_succeeded", fetcher::succeeded);
    metrics.gauge("containerizer/fetcher/task_fetches_failed", fetcher::failed);
    metrics.gauge("containerizer/fetcher/cache_size_total_bytes", () -> cacheBytes);
    metrics.gauge("containerizer/fetcher/cache_size_used_bytes", fetcher::cacheUsed);
    return fetcher;
  }

  private Environments environments(Map<String, String> environment) {
    return new Environments(
        flags.ip().getHostAddress() + ":" + flags.info().getPort(),
        environment.getOrDefault("PATH", Environments.USUAL_PATH),
        flags.core().executorShutdownGracePeriod(),
        MesosFlags.duration(flags.flags(), "recovery_timeout"),
        flags.core().executorReregistrationTimeout());
  }

  private GarbageCollector.Settings garbage() {
    return new GarbageCollector.Settings(
        MesosFlags.duration(flags.flags(), "gc_delay"),
        flags.flags().read("gc_disk_headroom", Double::parseDouble),
        MesosFlags.duration(flags.flags(), "disk_watch_interval"));
  }

  /** The core behind the link. */
  private final class Linked implements MasterLink.Agent {
    @Override
    public ToMaster.Register register() throws InterruptedException {
      return loop.ask(AgentCore::register);
    }

    @Override
    public void said(ToAgent message) {
      loop.submit(new AgentEvent.MasterSaid(message));
    }

    @Override
    public void gone() {
      loop.submit(new AgentEvent.MasterGone());
    }
  }

  /** Completed when the agent ends by itself. */
  CompletableFuture<Ending> ending() {
    return ending;
  }

  /** Ends all tasks, tells the master, and ends. */
  void leave() {
    loop.submit(new AgentEvent.Leave());
  }

  /** Tasks run on; who starts next in the same directory takes them up. */
  @Override
  public void close() {
    if (nested != null) {
      nested.destroyAll();
    }
    try {
      if (link != null) {
        link.flush(FLUSH);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closer.close();
  }
}
