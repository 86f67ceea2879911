package io.cellos.mesos.master.api;

import com.google.protobuf.Message;
import io.cellos.mesos.http.Exchange;
import io.cellos.mesos.http.Refusal;
import io.cellos.protocols.mesos.ProtoJson;
import io.cellos.protocols.mesos.WireException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.MachineID;
import org.apache.mesos.v1.Protos.WeightInfo;
import org.apache.mesos.v1.maintenance.Protos.Schedule;
import org.apache.mesos.v1.master.Protos.Call;
import org.apache.mesos.v1.quota.Protos.QuotaRequest;

/** Operators' calls as the classic endpoints' forms and JSON bodies have them. */
final class OldCalls {
  private static final String QUOTA = "/quota/";

  private OldCalls() {}

  static Call.Builder teardown(Exchange exchange) {
    String id = new Form(exchange).get("frameworkId");
    return Call.newBuilder()
        .setTeardown(
            Call.Teardown.newBuilder().setFrameworkId(FrameworkID.newBuilder().setValue(id)));
  }

  static Call.Builder reserve(Exchange exchange) {
    Form form = new Form(exchange);
    return Call.newBuilder()
        .setReserveResources(
            Call.ReserveResources.newBuilder()
                .setAgentId(form.agent())
                .addAllResources(form.resources("resources"))
                .addAllSource(form.has("source") ? form.resources("source") : List.of()));
  }

  static Call.Builder unreserve(Exchange exchange) {
    Form form = new Form(exchange);
    return Call.newBuilder()
        .setUnreserveResources(
            Call.UnreserveResources.newBuilder()
                .setAgentId(form.agent())
                .addAllResources(form.resources("resources")));
  }

  static Call.Builder createVolumes(Exchange exchange) {
    Form form = new Form(exchange);
    return Call.newBuilder()
        .setCreateVolumes(
            Call.CreateVolumes.newBuilder()
                .setAgentId(form.agent())
                .addAllVolumes(form.resources("volumes")));
  }

  static Call.Builder destroyVolumes(Exchange exchange) {
    Form form = new Form(exchange);
    return Call.newBuilder()
        .setDestroyVolumes(
            Call.DestroyVolumes.newBuilder()
                .setAgentId(form.agent())
                .addAllVolumes(form.resources("volumes")));
  }

  static Call.Builder down(Exchange exchange) {
    return Call.newBuilder()
        .setStartMaintenance(Call.StartMaintenance.newBuilder().addAllMachines(machines(exchange)));
  }

  static Call.Builder up(Exchange exchange) {
    return Call.newBuilder()
        .setStopMaintenance(Call.StopMaintenance.newBuilder().addAllMachines(machines(exchange)));
  }

  static Call.Builder schedule(Exchange exchange) {
    Schedule.Builder schedule = Schedule.newBuilder();
    merge(exchange.body(), schedule);
    return Call.newBuilder()
        .setUpdateMaintenanceSchedule(
            Call.UpdateMaintenanceSchedule.newBuilder().setSchedule(schedule));
  }

  @SuppressWarnings("deprecation") // the endpoint is as old as the call
  static Call.Builder quota(Exchange exchange) {
    QuotaRequest.Builder quota = QuotaRequest.newBuilder();
    merge(exchange.body(), quota);
    return Call.newBuilder().setSetQuota(Call.SetQuota.newBuilder().setQuotaRequest(quota));
  }

  @SuppressWarnings("deprecation") // as above
  static Call.Builder noQuota(Exchange exchange) {
    String path = exchange.path();
    String role = path.substring(path.indexOf(QUOTA) + QUOTA.length());
    return Call.newBuilder().setRemoveQuota(Call.RemoveQuota.newBuilder().setRole(role));
  }

  static Call.Builder weights(Exchange exchange) {
    return Call.newBuilder()
        .setUpdateWeights(
            Call.UpdateWeights.newBuilder()
                .addAllWeightInfos(
                    Form.list(text(exchange), WeightInfo::newBuilder, WeightInfo.Builder::build)));
  }

  private static List<MachineID> machines(Exchange exchange) {
    return Form.list(text(exchange), MachineID::newBuilder, MachineID.Builder::build);
  }

  private static String text(Exchange exchange) {
    return new String(exchange.body(), StandardCharsets.UTF_8);
  }

  private static void merge(byte[] json, Message.Builder into) {
    try {
      ProtoJson.merge(json, into);
    } catch (WireException e) {
      throw Refusal.malformed(e.getMessage());
    }
  }
}
