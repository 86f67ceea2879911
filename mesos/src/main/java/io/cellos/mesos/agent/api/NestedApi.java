package io.cellos.mesos.agent.api;

import io.cellos.mesos.agent.checkpoint.WorkDir;
import io.cellos.mesos.agent.core.AgentEffect;
import io.cellos.mesos.agent.core.AgentEvent;
import io.cellos.mesos.agent.core.WaitStatus;
import io.cellos.mesos.agent.launch.NestedContainers;
import io.cellos.mesos.http.Exchange;
import io.cellos.mesos.http.Refusal;
import io.cellos.protocols.mesos.Wire;
import io.helidon.http.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.ContainerID;
import org.apache.mesos.v1.Protos.ContainerInfo;
import org.apache.mesos.v1.agent.Protos.Call;
import org.apache.mesos.v1.agent.Protos.Response;

/** Calls of {@code /api/v1} that concern containers inside others. */
public final class NestedApi {
  private static final int KILL = 9;

  /** Knows the containers of tasks and executors. */
  public interface Known {
    AgentInfo agent() throws InterruptedException;

    Optional<AgentEffect.Launch> launchOf(String container) throws InterruptedException;
  }

  private final NestedContainers nested;
  private final Known known;

  public NestedApi(NestedContainers nested, Known known) {
    this.nested = nested;
    this.known = known;
  }

  /** Answers the call if it is one of these; returns whether it is. */
  @SuppressWarnings("deprecation") // what executors built with Mesos 1.x say
  boolean answer(Exchange exchange, Call call) throws IOException, InterruptedException {
    switch (call.getType()) {
      case LAUNCH_NESTED_CONTAINER -> {
        Call.LaunchNestedContainer launch = call.getLaunchNestedContainer();
        launch(exchange, launch.getContainerId(), launch.getCommand(), launch.getContainer());
      }
      case LAUNCH_CONTAINER -> {
        Call.LaunchContainer launch = call.getLaunchContainer();
        launch(exchange, launch.getContainerId(), launch.getCommand(), launch.getContainer());
      }
      case LAUNCH_NESTED_CONTAINER_SESSION -> session(exchange, call);
      case WAIT_NESTED_CONTAINER, WAIT_CONTAINER -> await(exchange, call);
      case KILL_NESTED_CONTAINER -> {
        Call.KillNestedContainer kill = call.getKillNestedContainer();
        kill(exchange, kill.getContainerId(), kill.hasSignal() ? kill.getSignal() : KILL);
      }
      case KILL_CONTAINER -> {
        Call.KillContainer kill = call.getKillContainer();
        kill(exchange, kill.getContainerId(), kill.hasSignal() ? kill.getSignal() : KILL);
      }
      case REMOVE_NESTED_CONTAINER ->
          remove(exchange, call.getRemoveNestedContainer().getContainerId());
      case REMOVE_CONTAINER -> remove(exchange, call.getRemoveContainer().getContainerId());
      case ATTACH_CONTAINER_OUTPUT -> attach(exchange, call);
      case ATTACH_CONTAINER_INPUT ->
          throw new Refusal(
              Status.UNSUPPORTED_MEDIA_TYPE_415,
              "Expecting 'Content-Type' of "
                  + OutputAnswer.RECORDS
                  + " for ATTACH_CONTAINER_INPUT");
      default -> {
        return false;
      }
    }
    return true;
  }

  /** ATTACH_CONTAINER_INPUT. */
  void input(Exchange exchange) throws IOException, InterruptedException {
    InputRequest input = InputRequest.begin(exchange);
    ContainerID id = input.container();
    if (launchOf(id.getValue()).isEmpty()) {
      throw unknown(id);
    }
    input.passTo(
        nested
            .input(id.getValue())
            .orElseThrow(
                () ->
                    Refusal.malformed(
                        "Container '"
                            + id.getValue()
                            + "' has no input: only those of sessions have")));
    exchange.text(Status.OK_200, "");
  }

  private static Refusal unknown(ContainerID id) {
    return new Refusal(Status.NOT_FOUND_404, "Container '" + id.getValue() + "' cannot be found");
  }

  private Optional<AgentEffect.Launch> launchOf(String id) throws InterruptedException {
    Optional<AgentEffect.Launch> own = nested.launchOf(id);
    return own.isPresent() ? own : known.launchOf(id);
  }

  private CompletableFuture<Optional<String>> begin(
      ContainerID id, CommandInfo command, ContainerInfo container, boolean debug)
      throws InterruptedException {
    if (!id.hasParent() || id.getValue().isEmpty()) {
      throw Refusal.malformed("Expecting 'container_id.parent' to be present");
    }
    WorkDir.name(id.getValue());
    AgentEffect.Launch parent =
        launchOf(id.getParent().getValue()).orElseThrow(() -> unknown(id.getParent()));
    return nested.launch(known.agent(), parent, id, command, container, debug);
  }

  private void launch(
      Exchange exchange, ContainerID id, CommandInfo command, ContainerInfo container)
      throws InterruptedException {
    if (launchOf(id.getValue()).isPresent()) {
      exchange.text(Status.ACCEPTED_202, "");
      return;
    }
    Optional<String> failure = get(begin(id, command, container, false));
    if (failure.isPresent()) {
      throw Refusal.malformed(failure.get());
    }
    exchange.text(Status.OK_200, "");
  }

  private static <T> T get(CompletableFuture<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  @SuppressWarnings("deprecation")
  private void await(Exchange exchange, Call call) throws InterruptedException {
    boolean old = call.getType() == Call.Type.WAIT_NESTED_CONTAINER;
    ContainerID id =
        old
            ? call.getWaitNestedContainer().getContainerId()
            : call.getWaitContainer().getContainerId();
    Wire wire = exchange.accepted();
    AgentEvent.Ended end = get(nested.end(id.getValue()).orElseThrow(() -> unknown(id)));
    exchange.message(wire, old ? oldEnd(end) : end(end));
  }

  private static Response end(AgentEvent.Ended end) {
    Response.WaitContainer.Builder wait = Response.WaitContainer.newBuilder();
    end.status().map(WaitStatus::raw).ifPresent(wait::setExitStatus);
    end.limitation().ifPresent(limit -> wait.setReason(limit.reason()).setMessage(limit.message()));
    return Response.newBuilder()
        .setType(Response.Type.WAIT_CONTAINER)
        .setWaitContainer(wait)
        .build();
  }

  @SuppressWarnings("deprecation")
  private static Response oldEnd(AgentEvent.Ended end) {
    Response.WaitNestedContainer.Builder wait = Response.WaitNestedContainer.newBuilder();
    end.status().map(WaitStatus::raw).ifPresent(wait::setExitStatus);
    end.limitation().ifPresent(limit -> wait.setReason(limit.reason()).setMessage(limit.message()));
    return Response.newBuilder()
        .setType(Response.Type.WAIT_NESTED_CONTAINER)
        .setWaitNestedContainer(wait)
        .build();
  }

  private void kill(Exchange exchange, ContainerID id, int signal) throws IOException {
    if (!nested.has(id.getValue()) || !nested.signal(id.getValue(), signal)) {
      throw unknown(id);
    }
    exchange.text(Status.OK_200, "");
  }

  private void remove(Exchange exchange, ContainerID id) {
    if (nested.has(id.getValue()) && !nested.remove(id.getValue())) {
      throw new Refusal(
          Status.INTERNAL_SERVER_ERROR_500,
          "Failed to remove container '" + id.getValue() + "': it runs");
    }
    exchange.text(Status.OK_200, "");
  }

  private void session(Exchange exchange, Call call) throws IOException, InterruptedException {
    Call.LaunchNestedContainerSession session = call.getLaunchNestedContainerSession();
    ContainerID id = session.getContainerId();
    OutputAnswer answer = OutputAnswer.to(exchange);
    if (session.getContainer().hasTtyInfo()) {
      throw new Refusal(
          Status.NOT_IMPLEMENTED_501,
          "Sessions have no terminal here: leave out 'container.tty_info'");
    }
    if (launchOf(id.getValue()).isPresent()) {
      throw new Refusal(Status.CONFLICT_409, "Container '" + id.getValue() + "' exists already");
    }
    Optional<String> failure = get(begin(id, session.getCommand(), session.getContainer(), true));
    if (failure.isPresent()) {
      throw Refusal.malformed(failure.get());
    }
    try {
      CompletableFuture<AgentEvent.Ended> end = nested.end(id.getValue()).orElseThrow();
      answer.stream(sandbox(nested.launchOf(id.getValue()).orElseThrow()), false, end::isDone);
    } finally {
      nested.destroy(id.getValue());
    }
  }

  private Path sandbox(AgentEffect.Launch launch) throws InterruptedException {
    return nested.sandbox(known.agent(), launch);
  }

  private void attach(Exchange exchange, Call call) throws IOException, InterruptedException {
    ContainerID id = call.getAttachContainerOutput().getContainerId();
    OutputAnswer answer = OutputAnswer.to(exchange);
    AgentEffect.Launch launch = launchOf(id.getValue()).orElseThrow(() -> unknown(id));
    answer.stream(sandbox(launch), true, () -> !nested.runs(id.getValue()));
  }
}
