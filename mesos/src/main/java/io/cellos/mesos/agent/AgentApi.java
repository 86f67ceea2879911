package io.cellos.mesos.agent;

import io.cellos.mesos.agent.api.AgentMetrics;
import io.cellos.mesos.agent.api.AgentSite;
import io.cellos.mesos.agent.api.ClassicApi;
import io.cellos.mesos.agent.api.NestedApi;
import io.cellos.mesos.agent.api.V1Api;
import io.cellos.mesos.agent.checkpoint.WorkDir;
import io.cellos.mesos.agent.core.AgentCore;
import io.cellos.mesos.agent.core.AgentEffect;
import io.cellos.mesos.agent.core.AgentEvent;
import io.cellos.mesos.agent.core.ExecutorStanding;
import io.cellos.mesos.agent.executor.ExecutorApi;
import io.cellos.mesos.agent.executor.ExecutorStreams;
import io.cellos.mesos.agent.files.FilesApi;
import io.cellos.mesos.agent.files.VirtualFiles;
import io.cellos.mesos.agent.launch.Launcher;
import io.cellos.mesos.agent.launch.NestedContainers;
import io.cellos.mesos.agent.master.MasterLink;
import io.cellos.mesos.http.Paths;
import io.helidon.webserver.http.HttpRouting;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.mesos.v1.Protos.AgentInfo;

/** All that an agent answers on its port. */
final class AgentApi implements Consumer<HttpRouting.Builder> {
  private static final String PROCESS = "slave(1)";

  private final AgentLoop loop;
  private final VirtualFiles files;
  private final Paths paths = new Paths(PROCESS);

  AgentApi(
      AgentFlags flags,
      AgentLoop loop,
      WorkDir dir,
      VirtualFiles files,
      Launcher launcher,
      NestedContainers nested,
      MasterLink link,
      AgentMetrics metrics,
      ExecutorStreams executors) {
    this.loop = loop;
    this.files = files;
    AgentSite site =
        new AgentSite(
            flags.ip().getHostAddress() + ":" + flags.info().getPort(),
            Instant.now(),
            flags.flags().values(),
            link::master,
            (view, executor) -> dir.sandbox(view.agent().getId(), executor.run()),
            () -> loop.ask(AgentCore::view));
    new ClassicApi(site, metrics, launcher).add(paths);
    V1Api v1 =
        new V1Api(site, metrics, files, launcher, new NestedApi(nested, new KnownContainers()));
    paths
        .addStream("/api/v1", v1::answer)
        .add("/api/v1/executor", new ExecutorApi(new Behind(), executors)::answer);
  }

  @Override
  public void accept(HttpRouting.Builder routes) {
    routes.register("/files", new FilesApi(files));
    routes.register("/" + PROCESS + "/files", new FilesApi(files));
    paths.accept(routes);
  }

  /** The core behind the calls about containers. */
  private final class KnownContainers implements NestedApi.Known {
    @Override
    public AgentInfo agent() throws InterruptedException {
      return loop.ask(AgentCore::info);
    }

    @Override
    public Optional<AgentEffect.Launch> launchOf(String container) throws InterruptedException {
      return loop.ask(core -> core.launchOf(container));
    }
  }

  /** The core behind the executors' API. */
  private final class Behind implements ExecutorApi.Agent {
    @Override
    public void submit(AgentEvent event) {
      loop.submit(event);
    }

    @Override
    public ExecutorStanding standing(String framework, String executor)
        throws InterruptedException {
      return loop.ask(core -> core.standing(framework, executor));
    }
  }
}
