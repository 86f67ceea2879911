package io.cellos.marathon.api;

import io.cellos.marathon.core.view.TaskFailure;
import io.cellos.protocols.mesos.Endpoint;
import io.cellos.protocols.mesos.FilesClient;
import io.cellos.protocols.mesos.OperatorClient;
import io.cellos.protocols.mesos.Wire;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.mesos.v1.master.Protos.Call;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads sandboxes where they are: the master says where the agent is, and the agent has them. */
public final class AgentSandbox implements SandboxExcerpt {
  private static final Logger LOG = LoggerFactory.getLogger(AgentSandbox.class);
  private static final int EXCERPT_BYTES = 1024;

  /** Of the whole; whoever asks for an app does not wait longer for a sandbox. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  @Override
  public Optional<String> read(URI master, String framework, TaskFailure failure)
      throws InterruptedException {
    FutureTask<Optional<String>> reading =
        new FutureTask<>(() -> readNow(master, framework, failure));
    Thread.ofVirtual().name("sandbox").start(reading);
    try {
      return reading.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("no sandbox of {}", failure.task(), e);
      return Optional.empty();
    } finally {
      reading.cancel(true);
    }
  }

  private static Optional<String> readNow(URI master, String framework, TaskFailure failure)
      throws IOException {
    Optional<URI> agent = agent(master, failure.slaveId());
    if (agent.isEmpty()) {
      return Optional.empty();
    }
    FilesClient files = new FilesClient(Endpoint.of(agent.get(), PATIENCE));
    String path = FilesClient.sandbox(framework, failure.task().toString()) + "/stderr";
    Optional<FilesClient.Part> first = files.read(path, 0);
    if (first.isEmpty() || first.get().size() <= EXCERPT_BYTES) {
      return first.map(part -> part.data().toStringUtf8());
    }
    return files
        .read(path, first.get().size() - EXCERPT_BYTES)
        .map(part -> part.data().toStringUtf8());
  }

  private static Optional<URI> agent(URI master, String id) throws IOException {
    return new OperatorClient(Endpoint.of(master, PATIENCE), Wire.PROTOBUF)
            .call(Call.newBuilder().setType(Call.Type.GET_AGENTS).build())
            .getGetAgents()
            .getAgentsList()
            .stream()
            .map(agent -> agent.getAgentInfo())
            .filter(info -> info.getId().getValue().equals(id))
            .map(info -> URI.create("http://" + info.getHostname() + ":" + info.getPort()))
            .findFirst();
  }
}
