package io.cellos.mesos.master.core.state;

import io.cellos.mesos.master.core.view.FrameworkCounts;
import io.cellos.mesos.master.core.view.FrameworkCounts.OfferFate;
import java.util.Map;
import java.util.TreeMap;
import org.apache.mesos.v1.Protos.Offer.Operation;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;

/** Counts what happens between a framework and this leader. */
public final class FrameworkCounters {
  private final Tally<Call.Type> calls = new Tally<>(Call.Type.class);
  private final Tally<Event.Type> events = new Tally<>(Event.Type.class);
  private final Tally<OfferFate> offers = new Tally<>(OfferFate.class);
  private final Tally<Operation.Type> operations = new Tally<>(Operation.Type.class);
  private final Tally<TaskState> active = new Tally<>(TaskState.class);
  private final Tally<TaskState> ended = new Tally<>(TaskState.class);

  public void called(Call.Type type) {
    calls.add(type, 1);
  }

  public void told(Event.Type type) {
    events.add(type, 1);
  }

  public void offer(OfferFate fate) {
    offers.add(fate, 1);
  }

  public void operated(Operation.Type type) {
    operations.add(type, 1);
  }

  /** A task came to its end, or was refused. */
  public void ended(TaskState state) {
    ended.add(state, 1);
  }

  /** Null is a task that is not there. */
  void stateChanged(TaskState before, TaskState now) {
    if (before != null) {
      active.add(before, -1);
    }
    if (now != null) {
      active.add(now, 1);
    }
  }

  FrameworkCounts of(Framework framework) {
    Map<String, Boolean> suppressed = new TreeMap<>();
    framework.roles().forEach(role -> suppressed.put(role, framework.suppressed().contains(role)));
    Map<TaskState, Long> now = active.all();
    if (!framework.unreachable.isEmpty()) {
      now.put(TaskState.TASK_UNREACHABLE, (long) framework.unreachable.size());
    }
    return new FrameworkCounts(
        framework.info(),
        framework.isConnected(),
        suppressed,
        calls.all(),
        events.all(),
        offers.all(),
        operations.all(),
        now,
        ended.all());
  }
}
