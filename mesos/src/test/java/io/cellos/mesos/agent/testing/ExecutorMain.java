package io.cellos.mesos.agent.testing;

import com.google.protobuf.ByteString;
import io.cellos.protocols.mesos.RecordIo;
import io.cellos.protocols.mesos.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.executor.Protos.Call;
import org.apache.mesos.v1.executor.Protos.Event;

/**
 * A framework's own executor: its tasks run until they are killed, messages are echoed, and the
 * message "exit" makes it end with status 3. Subscribes again when the agent goes away.
 */
public final class ExecutorMain {
  private final URI agent;
  private final Wire wire;
  private final List<TaskInfo> tasks = new ArrayList<>();

  private ExecutorMain(URI agent, Wire wire) {
    this.agent = agent;
    this.wire = wire;
  }

  public static void main(String[] arguments) throws InterruptedException {
    URI agent = URI.create("http://" + System.getenv("MESOS_AGENT_ENDPOINT") + "/api/v1/executor");
    ExecutorMain executor = new ExecutorMain(agent, Wire.valueOf(arguments[0]));
    while (true) {
      try {
        executor.subscribe();
      } catch (IOException e) {
        System.err.println("agent: " + e.getMessage());
      }
      Thread.sleep(200);
    }
  }

  private static Call.Builder call(Call.Type type) {
    Call.Builder call = Call.newBuilder().setType(type);
    call.getFrameworkIdBuilder().setValue(System.getenv("MESOS_FRAMEWORK_ID"));
    call.getExecutorIdBuilder().setValue(System.getenv("MESOS_EXECUTOR_ID"));
    return call;
  }

  private HttpURLConnection post(Call call) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) agent.toURL().openConnection();
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", wire.mediaType());
    connection.setRequestProperty("Accept", wire.mediaType());
    connection.getOutputStream().write(wire.write(call));
    if (connection.getResponseCode() >= 300) {
      throw new IOException(
          connection.getResponseCode()
              + " "
              + new String(connection.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
    }
    return connection;
  }

  private void subscribe() throws IOException {
    Call.Builder call = call(Call.Type.SUBSCRIBE);
    call.getSubscribeBuilder();
    HttpURLConnection connection = post(call.build());
    try (InputStream in = connection.getInputStream()) {
      RecordIo.Reader records = new RecordIo.Reader(in, 1 << 20);
      for (byte[] next = records.next(); next != null; next = records.next()) {
        Event.Builder event = Event.newBuilder();
        wire.read(next, event);
        on(event.build());
      }
    }
  }

  private void on(Event event) throws IOException {
    System.out.println(event.getType());
    switch (event.getType()) {
      case LAUNCH -> {
        tasks.add(event.getLaunch().getTask());
        update(event.getLaunch().getTask().getTaskId(), TaskState.TASK_RUNNING);
      }
      case KILL -> update(event.getKill().getTaskId(), TaskState.TASK_KILLED);
      case MESSAGE -> {
        ByteString data = event.getMessage().getData();
        if (data.toStringUtf8().equals("exit")) {
          System.exit(3);
        }
        Call.Builder echo = call(Call.Type.MESSAGE);
        echo.getMessageBuilder().setData(data);
        post(echo.build());
      }
      case SHUTDOWN -> System.exit(0);
      case SUBSCRIBED, LAUNCH_GROUP, ACKNOWLEDGED, ERROR, HEARTBEAT, UNKNOWN -> {}
    }
  }

  private void update(TaskID task, TaskState state) throws IOException {
    UUID id = UUID.randomUUID();
    ByteBuffer bytes = ByteBuffer.allocate(16);
    bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits()).flip();
    TaskStatus.Builder status =
        TaskStatus.newBuilder()
            .setTaskId(task)
            .setState(state)
            .setSource(TaskStatus.Source.SOURCE_EXECUTOR)
            .setUuid(ByteString.copyFrom(bytes));
    Call.Builder call = call(Call.Type.UPDATE);
    call.getUpdateBuilder().setStatus(status);
    post(call.build());
  }
}
