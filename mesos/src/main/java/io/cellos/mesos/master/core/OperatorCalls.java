package io.cellos.mesos.master.core;

import io.cellos.mesos.master.core.state.Framework;
import java.time.Instant;
import java.util.Optional;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.Offer.Operation;
import org.apache.mesos.v1.master.Protos.Call;

/** What operators' calls mean. */
@SuppressWarnings("deprecation") // SET_QUOTA and REMOVE_QUOTA, which old tools use
final class OperatorCalls {
  private final Books books;
  private final Schedulers schedulers;
  private final Departures departures;
  private final Draining draining;
  private final OperatorResources resources;
  private final Shares shares;
  private final Maintenance maintenance;

  OperatorCalls(
      Books books,
      Schedulers schedulers,
      Departures departures,
      Draining draining,
      OperatorResources resources,
      Shares shares,
      Maintenance maintenance) {
    this.books = books;
    this.schedulers = schedulers;
    this.departures = departures;
    this.draining = draining;
    this.resources = resources;
    this.shares = shares;
    this.maintenance = maintenance;
  }

  void on(MasterEvent.OperatorCall event, Instant now) {
    books.out().answer(event.callId(), of(event.call(), now));
  }

  private Verdict of(Call call, Instant now) {
    return switch (call.getType()) {
      case TEARDOWN -> teardown(call.getTeardown().getFrameworkId(), now);
      case MARK_AGENT_GONE -> gone(call.getMarkAgentGone().getAgentId(), now);
      case DRAIN_AGENT -> draining.drain(call.getDrainAgent(), now);
      case DEACTIVATE_AGENT -> draining.deactivate(call.getDeactivateAgent().getAgentId());
      case REACTIVATE_AGENT -> draining.reactivate(call.getReactivateAgent().getAgentId());
      case RESERVE_RESOURCES ->
          resources.apply(
              call.getReserveResources().getAgentId(),
              Operation.newBuilder()
                  .setType(Operation.Type.RESERVE)
                  .setReserve(
                      Operation.Reserve.newBuilder()
                          .addAllSource(call.getReserveResources().getSourceList())
                          .addAllResources(call.getReserveResources().getResourcesList()))
                  .build());
      case UNRESERVE_RESOURCES ->
          resources.apply(
              call.getUnreserveResources().getAgentId(),
              Operation.newBuilder()
                  .setType(Operation.Type.UNRESERVE)
                  .setUnreserve(
                      Operation.Unreserve.newBuilder()
                          .addAllResources(call.getUnreserveResources().getResourcesList()))
                  .build());
      case CREATE_VOLUMES ->
          resources.apply(
              call.getCreateVolumes().getAgentId(),
              Operation.newBuilder()
                  .setType(Operation.Type.CREATE)
                  .setCreate(
                      Operation.Create.newBuilder()
                          .addAllVolumes(call.getCreateVolumes().getVolumesList()))
                  .build());
      case DESTROY_VOLUMES ->
          resources.apply(
              call.getDestroyVolumes().getAgentId(),
              Operation.newBuilder()
                  .setType(Operation.Type.DESTROY)
                  .setDestroy(
                      Operation.Destroy.newBuilder()
                          .addAllVolumes(call.getDestroyVolumes().getVolumesList()))
                  .build());
      case GROW_VOLUME ->
          resources.apply(
              call.getGrowVolume().getAgentId(),
              Operation.newBuilder()
                  .setType(Operation.Type.GROW_VOLUME)
                  .setGrowVolume(
                      Operation.GrowVolume.newBuilder()
                          .setVolume(call.getGrowVolume().getVolume())
                          .setAddition(call.getGrowVolume().getAddition()))
                  .build());
      case SHRINK_VOLUME ->
          resources.apply(
              call.getShrinkVolume().getAgentId(),
              Operation.newBuilder()
                  .setType(Operation.Type.SHRINK_VOLUME)
                  .setShrinkVolume(
                      Operation.ShrinkVolume.newBuilder()
                          .setVolume(call.getShrinkVolume().getVolume())
                          .setSubtract(call.getShrinkVolume().getSubtract()))
                  .build());
      case UPDATE_WEIGHTS -> shares.weigh(call.getUpdateWeights().getWeightInfosList());
      case UPDATE_QUOTA -> shares.quota(call.getUpdateQuota());
      case SET_QUOTA -> shares.set(call.getSetQuota().getQuotaRequest());
      case REMOVE_QUOTA -> shares.remove(call.getRemoveQuota().getRole());
      case UPDATE_MAINTENANCE_SCHEDULE ->
          maintenance.schedule(call.getUpdateMaintenanceSchedule().getSchedule());
      case START_MAINTENANCE ->
          maintenance.start(call.getStartMaintenance().getMachinesList(), now);
      case STOP_MAINTENANCE -> maintenance.stop(call.getStopMaintenance().getMachinesList());
      default -> new Verdict.Malformed("Unexpected call " + call.getType());
    };
  }

  private Verdict teardown(FrameworkID id, Instant now) {
    Optional<Framework> framework = books.frameworks().find(id);
    if (framework.isEmpty()) {
      return new Verdict.Malformed("No framework found with specified ID");
    }
    schedulers.end(framework.get(), now);
    return new Verdict.Done();
  }

  private Verdict gone(AgentID id, Instant now) {
    return departures.gone(id, now)
        ? new Verdict.Done()
        : new Verdict.NotFound("Agent '" + id.getValue() + "' not found");
  }
}
