package io.cellos.mesos.master.api;

import io.cellos.mesos.http.Endpoint;
import io.cellos.mesos.http.Exchange;
import io.cellos.mesos.http.Refusal;
import io.cellos.mesos.master.core.view.MasterView;
import io.cellos.mesos.master.loop.MasterLoop;
import io.cellos.protocols.mesos.Wire;
import io.helidon.http.Status;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.mesos.v1.Protos.Flag;
import org.apache.mesos.v1.Protos.Metric;
import org.apache.mesos.v1.master.Protos.Call;
import org.apache.mesos.v1.master.Protos.Response;

/** {@code /api/v1}. */
final class OperatorApi implements Endpoint {
  private final Site site;
  private final Metrics metrics;
  private final Watching watching;
  private final LogLevel logLevel = new LogLevel();

  OperatorApi(Site site, Metrics metrics, Watching watching) {
    this.site = site;
    this.metrics = metrics;
    this.watching = watching;
  }

  @Override
  public void answer(Exchange exchange) throws IOException, InterruptedException {
    Leadership.Leading leading = site.leading(exchange).orElse(null);
    if (leading == null) {
      return;
    }
    exchange.allow("POST");
    Call.Builder read = Call.newBuilder();
    exchange.read(read);
    Call call = read.build();
    CallCheck.problem(call)
        .ifPresent(
            problem -> {
              throw Refusal.malformed("Failed to validate master::Call: " + problem);
            });
    Wire wire = exchange.accepted();
    Optional<Response.Builder> answer = read(call, leading);
    if (answer.isPresent()) {
      Response.Type type = Response.Type.valueOf(call.getType().name());
      exchange.message(wire, Shown.to(answer.get().setType(type).build()));
    } else {
      act(exchange, call, wire, leading.loop());
    }
  }

  /** The answer to a call that only reads. */
  @SuppressWarnings("deprecation") // calls that Mesos deprecates are served
  private Optional<Response.Builder> read(Call call, Leadership.Leading leading)
      throws IOException, InterruptedException {
    Response.Builder answer = Response.newBuilder();
    MasterLoop loop = leading.loop();
    Response.Builder filled =
        switch (call.getType()) {
          case GET_HEALTH -> answer.setGetHealth(Response.GetHealth.newBuilder().setHealthy(true));
          case GET_FLAGS -> answer.setGetFlags(flags());
          case GET_VERSION ->
              answer.setGetVersion(
                  Response.GetVersion.newBuilder().setVersionInfo(BuildInfo.version()));
          case GET_METRICS -> answer.setGetMetrics(metrics());
          case GET_LOGGING_LEVEL ->
              answer.setGetLoggingLevel(
                  Response.GetLoggingLevel.newBuilder().setLevel(logLevel.get()));
          case LIST_FILES ->
              answer.setListFiles(new LogFile(site.log()).list(call.getListFiles().getPath()));
          case READ_FILE -> answer.setReadFile(new LogFile(site.log()).read(call.getReadFile()));
          case GET_MASTER -> answer.setGetMaster(master(leading.elected()));
          case GET_STATE -> answer.setGetState(new Reads(loop.view()).state());
          case GET_AGENTS -> answer.setGetAgents(new Reads(loop.view()).agents());
          case GET_FRAMEWORKS -> answer.setGetFrameworks(new Reads(loop.view()).frameworks());
          case GET_EXECUTORS -> answer.setGetExecutors(new Reads(loop.view()).executors());
          case GET_OPERATIONS -> answer.setGetOperations(Response.GetOperations.newBuilder());
          case GET_TASKS -> answer.setGetTasks(new Reads(loop.view()).tasks());
          case GET_ROLES -> answer.setGetRoles(new Reads(loop.view()).roles());
          case GET_WEIGHTS ->
              answer.setGetWeights(
                  Response.GetWeights.newBuilder().addAllWeightInfos(loop.view().weights()));
          case GET_QUOTA ->
              answer.setGetQuota(
                  Response.GetQuota.newBuilder().setStatus(Reads.quotas(loop.view().quotas())));
          case GET_MAINTENANCE_STATUS, GET_MAINTENANCE_SCHEDULE ->
              maintenance(call, loop.view(), answer);
          default -> null;
        };
    return Optional.ofNullable(filled);
  }

  private static Response.Builder maintenance(Call call, MasterView view, Response.Builder answer) {
    return call.getType() == Call.Type.GET_MAINTENANCE_STATUS
        ? answer.setGetMaintenanceStatus(
            Response.GetMaintenanceStatus.newBuilder().setStatus(view.maintenance()))
        : answer.setGetMaintenanceSchedule(
            Response.GetMaintenanceSchedule.newBuilder().setSchedule(view.schedule()));
  }

  private void act(Exchange exchange, Call call, Wire wire, MasterLoop loop)
      throws IOException, InterruptedException {
    switch (call.getType()) {
      case UNKNOWN -> throw new Refusal(Status.NOT_IMPLEMENTED_501, "");
      case SUBSCRIBE -> watching.answer(exchange, loop, wire);
      case SET_LOGGING_LEVEL -> {
        Call.SetLoggingLevel set = call.getSetLoggingLevel();
        logLevel.set(set.getLevel(), Duration.ofNanos(set.getDuration().getNanoseconds()));
        exchange.text(Status.OK_200, "");
      }
      default -> {
        KnownRoles.check(site, call);
        Verdicts.answer(exchange, loop.operatorCall(call));
      }
    }
  }

  private Response.GetFlags flags() {
    Response.GetFlags.Builder flags = Response.GetFlags.newBuilder();
    site.flags()
        .forEach((name, value) -> flags.addFlags(Flag.newBuilder().setName(name).setValue(value)));
    return flags.build();
  }

  private Response.GetMetrics metrics() throws IOException, InterruptedException {
    Response.GetMetrics.Builder all = Response.GetMetrics.newBuilder();
    metrics
        .now()
        .forEach(
            (name, value) -> all.addMetrics(Metric.newBuilder().setName(name).setValue(value)));
    return all.build();
  }

  private Response.GetMaster master(Instant elected) {
    return Response.GetMaster.newBuilder()
        .setMasterInfo(site.self())
        .setStartTime(site.started().toEpochMilli() / 1000.0)
        .setElectedTime(elected.toEpochMilli() / 1000.0)
        .build();
  }
}
