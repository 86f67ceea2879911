package io.cellos.marathon.api;

import io.cellos.marathon.core.MarathonEvent;
import io.cellos.marathon.core.Verdict;
import io.cellos.marathon.core.deploy.DeploymentPlan;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.view.MarathonView;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.service.History;
import io.cellos.marathon.service.Service;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/** What is asked of the leader's service; a refusal comes out as the exception that it carries. */
record Calls(Service service) {

  MarathonView view() throws IOException, InterruptedException {
    return service.view();
  }

  Group root() throws IOException, InterruptedException {
    return view().tree().root();
  }

  History history() {
    return service.history();
  }

  /** Changes what there shall be. */
  DeploymentPlan change(boolean force, MarathonEvent.TreeChange change)
      throws IOException, InterruptedException {
    return change(force, change, Map.of());
  }

  /**
   * @param toKill ids of instances that shall go when their app is scaled
   */
  DeploymentPlan change(
      boolean force, MarathonEvent.TreeChange change, Map<AppId, List<String>> toKill)
      throws IOException, InterruptedException {
    return plan(call -> new MarathonEvent.Change(call, force, false, change, toKill));
  }

  /** What a change would do. */
  DeploymentPlan dryRun(MarathonEvent.TreeChange change) throws IOException, InterruptedException {
    return plan(call -> new MarathonEvent.Change(call, false, true, change, Map.of()));
  }

  /** Asks for something that is answered with a plan. */
  DeploymentPlan plan(LongFunction<MarathonEvent> event) throws IOException, InterruptedException {
    return switch (service.call(event)) {
      case Verdict.Planned(DeploymentPlan plan) -> plan;
      case Verdict.Refused(RuntimeException reason) -> throw reason;
      case Verdict.Done() -> throw new IllegalStateException("a change without a plan");
    };
  }

  /** Asks for something that is just done. */
  void run(LongFunction<MarathonEvent> event) throws IOException, InterruptedException {
    switch (service.call(event)) {
      case Verdict.Done(), Verdict.Planned _ -> {}
      case Verdict.Refused(RuntimeException reason) -> throw reason;
    }
  }

  void kill(List<Instance> instances, boolean wipe) throws IOException, InterruptedException {
    run(call -> new MarathonEvent.Kill(call, instances.stream().map(Instance::id).toList(), wipe));
  }
}
