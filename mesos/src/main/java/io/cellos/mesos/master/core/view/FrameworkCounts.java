package io.cellos.mesos.master.core.view;

import java.util.Map;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.Offer.Operation;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;

/**
 * What happened between a framework and this leader, in numbers. What is not named did not happen.
 *
 * @param suppressed whether it wants no offers, by role
 * @param active how many of its tasks are in this state now
 * @param ended how many of its tasks came to this end
 */
public record FrameworkCounts(
    FrameworkInfo framework,
    boolean subscribed,
    Map<String, Boolean> suppressed,
    Map<Call.Type, Long> calls,
    Map<Event.Type, Long> events,
    Map<OfferFate, Long> offers,
    Map<Operation.Type, Long> operations,
    Map<TaskState, Long> active,
    Map<TaskState, Long> ended) {
  /** What becomes of an offer. */
  public enum OfferFate {
    SENT,
    ACCEPTED,
    DECLINED,
    RESCINDED
  }
}
