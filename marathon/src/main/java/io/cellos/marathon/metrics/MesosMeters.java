package io.cellos.marathon.metrics;

import com.codahale.metrics.Counter;
import io.cellos.marathon.core.MarathonEffect;
import io.cellos.marathon.core.MarathonEvent;
import io.cellos.marathon.core.instance.InstanceId;
import io.cellos.marathon.core.instance.TaskId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.scheduler.Protos.Call;

/** What is measured of a leader's talk with Mesos, by looking at what its core hears and says. */
public final class MesosMeters {
  private final Meters meters;
  private final Counter deployments;
  private final Counter incoming;
  private final Counter used;
  private final Counter declined;
  private final Counter revived;
  private final Counter suppressed;
  private final Counter launches;
  private final Counter groupLaunches;
  private final Counter reservations;
  private final Counter tasks;
  private final Counter memoryExceeded;

  /** How often each task was told to end that has not; by its id. */
  private final Map<String, Integer> kills = new ConcurrentHashMap<>();

  private volatile long leadingSince;
  private volatile boolean leads;

  MesosMeters(Meters meters) {
    this.meters = meters;
    deployments = meters.counter("deployments");
    meters.counter("deployments.dismissed"); // there is no limit, so none ever is
    meters.counter("persistence.gc.runs"); // old versions go when new ones come, never in runs
    meters.timer("persistence.gc.scan.duration");
    meters.timer("persistence.gc.compaction.duration");
    incoming = meters.counter("mesos.offers.incoming");
    used = meters.counter("mesos.offers.used");
    declined = meters.counter("mesos.offers.declined");
    revived = meters.counter("mesos.calls.revive");
    suppressed = meters.counter("mesos.calls.suppress");
    launches = meters.counter("mesos.offer-operations.launch");
    groupLaunches = meters.counter("mesos.offer-operations.launch-group");
    reservations = meters.counter("mesos.offer-operations.reserve");
    tasks = meters.counter("tasks.launched");
    memoryExceeded = meters.counter("mesos.task.oom.memory-limit-exceeded");
    meters.gauge("leadership.duration", "seconds", this::leadingSeconds);
    meters.gauge("instances.inflight-kills", "", () -> attempts().size());
    meters.gauge(
        "instances.inflight-kill-attempts",
        "",
        () -> attempts().values().stream().mapToInt(Integer::intValue).sum());
  }

  /** This program leads from now on. */
  public void leads() {
    leadingSince = System.nanoTime();
    leads = true;
  }

  private double leadingSeconds() {
    return leads ? Duration.ofNanos(System.nanoTime() - leadingSince).toMillis() / 1000.0 : 0;
  }

  /** By instance; that of a pod whose containers were told alike counts once. */
  private Map<String, Integer> attempts() {
    Map<String, Integer> attempts = new HashMap<>();
    kills.forEach(
        (task, count) ->
            attempts.merge(
                TaskId.find(task).map(TaskId::instance).map(InstanceId::toString).orElse(task),
                count,
                Math::max));
    return attempts;
  }

  public void heard(MarathonEvent event) {
    if (event instanceof MarathonEvent.Offered(var offers)) {
      incoming.inc(offers.size());
    } else if (event instanceof MarathonEvent.Updated(TaskStatus status)) {
      updated(status);
    }
  }

  private void updated(TaskStatus status) {
    String state = status.getState().name().toLowerCase(Locale.ROOT).replace('_', '-');
    meters.counter("mesos.task-updates." + state).inc();
    if (status.getReason() == TaskStatus.Reason.REASON_CONTAINER_LIMITATION_MEMORY) {
      memoryExceeded.inc();
    }
    if (!isAlive(status.getState())) {
      kills.remove(status.getTaskId().getValue());
    }
  }

  private static boolean isAlive(TaskState state) {
    return switch (state) {
      case TASK_STAGING, TASK_STARTING, TASK_RUNNING, TASK_KILLING -> true;
      case TASK_FINISHED, TASK_FAILED, TASK_KILLED, TASK_ERROR, TASK_LOST -> false;
      case TASK_DROPPED, TASK_UNREACHABLE, TASK_GONE, TASK_GONE_BY_OPERATOR -> false;
      case TASK_UNKNOWN -> false;
    };
  }

  public void decided(MarathonEffect effect) {
    if (effect instanceof MarathonEffect.Say(Call call)) {
      said(call);
    } else if (effect instanceof MarathonEffect.SaveDeployment) {
      deployments.inc();
    }
  }

  private void said(Call call) {
    switch (call.getType()) {
      case ACCEPT -> {
        used.inc(call.getAccept().getOfferIdsCount());
        call.getAccept().getOperationsList().forEach(this::done);
      }
      case DECLINE -> declined.inc(call.getDecline().getOfferIdsCount());
      case REVIVE -> revived.inc();
      case SUPPRESS -> suppressed.inc();
      case KILL -> kills.merge(call.getKill().getTaskId().getValue(), 1, Integer::sum);
      default -> {} // not measured
    }
  }

  private void done(Offer.Operation operation) {
    Stream.of(operation.getLaunch().getTaskInfosCount())
        .filter(count -> count > 0)
        .forEach(count -> launched(launches, count));
    Stream.of(operation.getLaunchGroup().getTaskGroup().getTasksCount())
        .filter(count -> count > 0)
        .forEach(count -> launched(groupLaunches, count));
    if (operation.getType() == Offer.Operation.Type.RESERVE) {
      reservations.inc();
    }
  }

  private void launched(Counter operations, int count) {
    operations.inc();
    tasks.inc(count);
  }
}
