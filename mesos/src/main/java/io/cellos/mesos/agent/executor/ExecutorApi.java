package io.cellos.mesos.agent.executor;

import io.cellos.base.http.ClientConnection;
import io.cellos.mesos.agent.core.AgentEvent;
import io.cellos.mesos.agent.core.ExecutorStanding;
import io.cellos.mesos.http.Exchange;
import io.cellos.mesos.http.Refusal;
import io.cellos.protocols.mesos.RecordIo;
import io.cellos.protocols.mesos.Wire;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import java.io.IOException;
import java.io.OutputStream;
import java.util.UUID;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.executor.Protos.Call;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /api/v1/executor}: executors of frameworks' own come here. */
public final class ExecutorApi {
  private static final Logger LOG = LoggerFactory.getLogger(ExecutorApi.class);
  private static final int UUID_BYTES = 16;

  /** The agent behind the API. */
  public interface Agent {
    void submit(AgentEvent event);

    ExecutorStanding standing(String framework, String executor) throws InterruptedException;
  }

  private final Agent agent;
  private final ExecutorStreams streams;

  public ExecutorApi(Agent agent, ExecutorStreams streams) {
    this.agent = agent;
    this.streams = streams;
  }

  /** Answers one call. */
  public void answer(Exchange exchange) throws IOException, InterruptedException {
    exchange.allow("POST");
    Call.Builder read = Call.newBuilder();
    exchange.read(read);
    Call call = read.build();
    check(call);
    if (call.getType() == Call.Type.HEARTBEAT) {
      exchange.text(Status.ACCEPTED_202, "");
      return;
    }
    String framework = call.getFrameworkId().getValue();
    String executor = call.getExecutorId().getValue();
    boolean subscribed =
        switch (agent.standing(framework, executor)) {
          case UNKNOWN_FRAMEWORK -> throw Refusal.malformed("Framework cannot be found");
          case UNKNOWN_EXECUTOR -> throw Refusal.malformed("Executor cannot be found");
          case NOT_SUBSCRIBED -> false;
          case SUBSCRIBED -> true;
        };
    if (call.getType() == Call.Type.SUBSCRIBE) {
      subscribe(exchange, call);
    } else if (subscribed) {
      agent.submit(new AgentEvent.ExecutorSaid(framework, executor, call));
      exchange.text(Status.ACCEPTED_202, "");
    } else {
      throw new Refusal(Status.FORBIDDEN_403, "Executor is not subscribed");
    }
  }

  private static void check(Call call) {
    switch (call.getType()) {
      case SUBSCRIBE -> {
        expect(call.hasSubscribe(), "Expecting 'subscribe' to be present");
        call.getSubscribe()
            .getUnacknowledgedUpdatesList()
            .forEach(update -> check(update.getStatus()));
      }
      case UPDATE -> {
        expect(call.hasUpdate(), "Expecting 'update' to be present");
        check(call.getUpdate().getStatus());
        expect(
            !call.getUpdate().getStatus().hasExecutorId()
                || call.getUpdate().getStatus().getExecutorId().equals(call.getExecutorId()),
            "ExecutorID in Call does not match ExecutorID in TaskStatus");
      }
      case MESSAGE -> expect(call.hasMessage(), "Expecting 'message' to be present");
      case HEARTBEAT -> {}
      case UNKNOWN -> throw new Refusal(Status.NOT_IMPLEMENTED_501, "");
    }
  }

  private static void check(TaskStatus status) {
    expect(status.hasUuid(), "Expecting 'uuid' to be present");
    expect(status.getUuid().size() == UUID_BYTES, "Not a valid UUID");
    expect(
        !status.hasSource() || status.getSource() == TaskStatus.Source.SOURCE_EXECUTOR,
        "Received Call from executor with source other than SOURCE_EXECUTOR");
    expect(
        status.getState() != TaskState.TASK_STAGING,
        "Received TASK_STAGING from executor which is not allowed");
  }

  private static void expect(boolean holds, String otherwise) {
    if (!holds) {
      throw Refusal.malformed("Failed to validate Executor::Call: " + otherwise);
    }
  }

  private void subscribe(Exchange exchange, Call call) throws IOException, InterruptedException {
    Wire wire = exchange.accepted();
    String framework = call.getFrameworkId().getValue();
    String executor = call.getExecutorId().getValue();
    String stream = UUID.randomUUID().toString();
    ClientConnection connection = ClientConnection.current();
    streams.open(stream);
    agent.submit(new AgentEvent.ExecutorJoined(framework, executor, stream, call.getSubscribe()));
    exchange
        .response()
        .header(HeaderNames.CONTENT_TYPE, wire.mediaType())
        .header(HeaderNames.CONNECTION, "close");
    try (AutoCloseable watch = connection.watch(() -> streams.close(stream));
        OutputStream out = exchange.response().outputStream()) {
      LOG.debug("executor {} is connected: {}", executor, watch);
      write(stream, wire, out);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) { // Helidon has its own kinds for a connection that is closed or broken
      LOG.debug("stream of executor {} ends", executor, e);
    } finally {
      streams.remove(stream);
      agent.submit(new AgentEvent.ExecutorLeft(framework, executor, stream));
    }
  }

  private void write(String stream, Wire wire, OutputStream out)
      throws IOException, InterruptedException {
    while (true) {
      for (ExecutorStreams.Item item : streams.take(stream)) {
        switch (item) {
          case ExecutorStreams.Item.Said said -> {
            out.write(RecordIo.frame(wire.write(said.event())));
            out.flush(); // some clients take a chunk for a record
          }
          case ExecutorStreams.Item.End end -> {
            return;
          }
        }
      }
    }
  }
}
