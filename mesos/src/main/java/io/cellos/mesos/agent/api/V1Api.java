package io.cellos.mesos.agent.api;

import io.cellos.mesos.agent.files.VirtualFiles;
import io.cellos.mesos.agent.launch.Launcher;
import io.cellos.mesos.http.Exchange;
import io.cellos.mesos.http.Refusal;
import io.cellos.protocols.mesos.Wire;
import io.helidon.http.Status;
import java.io.IOException;
import org.apache.mesos.v1.agent.Protos.Call;
import org.apache.mesos.v1.agent.Protos.Response;

/** {@code /api/v1} of an agent. */
public final class V1Api {
  private final Reads reads;
  private final NestedApi nested;

  public V1Api(
      AgentSite site,
      AgentMetrics metrics,
      VirtualFiles files,
      Launcher launcher,
      NestedApi nested) {
    this.reads = new Reads(site, metrics, files, launcher);
    this.nested = nested;
  }

  /** Answers one call. */
  public void answer(Exchange exchange) throws IOException, InterruptedException {
    exchange.allow("POST");
    if (exchange.isStream()) {
      nested.input(exchange);
      return;
    }
    Call.Builder read = Call.newBuilder();
    exchange.read(read);
    Call call = read.build();
    Response.Builder response = Response.newBuilder();
    if (nested.answer(exchange, call)) {
      return;
    }
    Wire wire = exchange.accepted();
    answer(call, response);
    exchange.message(wire, response.build());
  }

  private void answer(Call call, Response.Builder response)
      throws IOException, InterruptedException {
    switch (call.getType()) {
      case GET_HEALTH -> response.setType(Response.Type.GET_HEALTH).setGetHealth(reads.health());
      case GET_FLAGS -> response.setType(Response.Type.GET_FLAGS).setGetFlags(reads.flags());
      case GET_VERSION ->
          response
              .setType(Response.Type.GET_VERSION)
              .setGetVersion(Response.GetVersion.newBuilder().setVersionInfo(AgentSite.version()));
      case GET_METRICS -> {
        expect(call.hasGetMetrics(), "get_metrics");
        response.setType(Response.Type.GET_METRICS).setGetMetrics(reads.metrics());
      }
      case GET_LOGGING_LEVEL ->
          response
              .setType(Response.Type.GET_LOGGING_LEVEL)
              .setGetLoggingLevel(Response.GetLoggingLevel.newBuilder().setLevel(0));
      case LIST_FILES -> {
        expect(call.hasListFiles(), "list_files");
        response.setType(Response.Type.LIST_FILES).setListFiles(reads.list(call.getListFiles()));
      }
      case READ_FILE -> {
        expect(call.hasReadFile(), "read_file");
        response.setType(Response.Type.READ_FILE).setReadFile(reads.read(call.getReadFile()));
      }
      case GET_STATE -> response.setType(Response.Type.GET_STATE).setGetState(reads.state());
      case GET_CONTAINERS ->
          response
              .setType(Response.Type.GET_CONTAINERS)
              .setGetContainers(reads.containers(call.getGetContainers()));
      case GET_FRAMEWORKS ->
          response.setType(Response.Type.GET_FRAMEWORKS).setGetFrameworks(reads.frameworks());
      case GET_EXECUTORS ->
          response.setType(Response.Type.GET_EXECUTORS).setGetExecutors(reads.executors());
      case GET_TASKS -> response.setType(Response.Type.GET_TASKS).setGetTasks(reads.tasks());
      case GET_AGENT -> response.setType(Response.Type.GET_AGENT).setGetAgent(reads.agent());
      case GET_OPERATIONS ->
          response
              .setType(Response.Type.GET_OPERATIONS)
              .setGetOperations(Response.GetOperations.getDefaultInstance());
      case GET_RESOURCE_PROVIDERS ->
          response
              .setType(Response.Type.GET_RESOURCE_PROVIDERS)
              .setGetResourceProviders(Response.GetResourceProviders.getDefaultInstance());
      case UNKNOWN -> {
        expect(call.hasType(), "type");
        throw new Refusal(Status.NOT_IMPLEMENTED_501, "");
      }
      default -> // of resource providers, images and standalone containers there are none here
          throw new Refusal(
              Status.NOT_IMPLEMENTED_501, call.getType() + " is not implemented by this agent");
    }
  }

  private static void expect(boolean there, String part) {
    if (!there) {
      throw Refusal.malformed(
          "Failed to validate agent::Call: Expecting '" + part + "' to be present");
    }
  }
}
