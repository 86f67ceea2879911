package io.cellos.mesos.master.render;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.ExecutorInfo;
import org.apache.mesos.v1.master.Protos.Response.GetExecutors.Executor;

/** An executor and where it runs. */
final class ExecutorJson {
  private ExecutorJson() {}

  static void write(JsonGenerator out, Executor executor) throws IOException {
    ExecutorInfo info = executor.getExecutorInfo();
    out.writeStartObject();
    out.writeStringField("executor_id", info.getExecutorId().getValue());
    out.writeStringField("name", info.getName());
    out.writeStringField("framework_id", info.getFrameworkId().getValue());
    command(out, info.getCommand());
    ResourceJson.write(out, "resources", info.getResourcesList());
    if (info.getResourcesCount() > 0) {
      out.writeStringField("role", info.getResources(0).getAllocationInfo().getRole());
    }
    if (info.hasLabels()) {
      MessageJson.write(out, info.getLabels());
    }
    if (info.hasType()) {
      out.writeStringField("type", info.getType().name());
    }
    out.writeStringField("slave_id", executor.getAgentId().getValue());
    out.writeEndObject();
  }

  private static void command(JsonGenerator out, CommandInfo command) throws IOException {
    out.writeObjectFieldStart("command");
    if (command.hasShell()) {
      out.writeBooleanField("shell", command.getShell());
    }
    if (command.hasValue()) {
      out.writeStringField("value", command.getValue());
    }
    MessageJson.names(out, "argv", command.getArgumentsList());
    if (command.hasEnvironment()) {
      MessageJson.write(out, "environment", command.getEnvironment());
    }
    out.writeArrayFieldStart("uris");
    for (CommandInfo.URI uri : command.getUrisList()) {
      out.writeStartObject();
      out.writeStringField("value", uri.getValue());
      out.writeBooleanField("executable", uri.getExecutable());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }
}
