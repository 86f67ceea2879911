package io.cellos.marathon.core;

import io.cellos.marathon.core.deploy.Conflicts;
import io.cellos.marathon.core.deploy.DeploymentPlan;
import io.cellos.marathon.core.deploy.Reverter;
import io.cellos.marathon.core.deploy.RootUpdate;
import io.cellos.marathon.core.group.GroupTree;
import io.cellos.marathon.core.group.ServicePorts;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.RunSpec;
import io.cellos.marathon.model.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/** Makes deployments of what people want. */
final class TreeChanges {
  private final Books books;
  private final Deployments deployments;

  TreeChanges(Books books, Deployments deployments) {
    this.books = books;
    this.deployments = deployments;
  }

  Verdict change(MarathonEvent.Change event) {
    Timestamp version = nextVersion();
    AppId group = AppId.ROOT;
    try {
      GroupTree wanted = event.change().apply(tree(), version);
      DeploymentPlan plan = plan(wanted, version, event.toKill());
      group = commonGroup(plan);
      if (!event.dryRun()) {
        begin(plan, Conflicts.toCancel(plan, deployments.plans(), event.force()));
      }
      return new Verdict.Planned(plan);
    } catch (RuntimeException e) { // whatever it is, it is the answer, and nothing was changed
      if (!event.dryRun()) {
        String reason = String.valueOf(e.getMessage());
        books.out().announce(new Announcement.GroupNotChanged(group, version, reason));
      }
      return new Verdict.Refused(e);
    }
  }

  Verdict cancel(MarathonEvent.CancelDeployment event) {
    Optional<DeploymentPlan> found = deployments.find(event.id());
    if (found.isEmpty()) {
      return new Verdict.Refused(
          new NoSuchElementException("DeploymentPlan " + event.id() + " does not exist"));
    }
    if (event.force()) {
      deployments.cancel(found.get());
      return new Verdict.Done();
    }
    return revert(found.get());
  }

  private Verdict revert(DeploymentPlan unwanted) {
    try {
      Timestamp version = nextVersion();
      DeploymentPlan plan = plan(Reverter.revert(unwanted, tree(), version), version, Map.of());
      Set<DeploymentPlan> ended = new LinkedHashSet<>(List.of(unwanted));
      ended.addAll(Conflicts.toCancel(plan, deployments.plans(), true));
      begin(plan, ended);
      return new Verdict.Planned(plan);
    } catch (RuntimeException e) { // as above
      return new Verdict.Refused(e);
    }
  }

  private Timestamp nextVersion() {
    return books.now().orAfter(books.root().version());
  }

  GroupTree tree() {
    return new GroupTree(books.root(), books.settings().newGroupsEnforceRole());
  }

  private DeploymentPlan plan(
      GroupTree wanted, Timestamp version, Map<AppId, List<String>> toKill) {
    ServicePorts ports =
        new ServicePorts(books.settings().localPortMin(), books.settings().localPortMax());
    return new RootUpdate(books.uuid(), version, ports, toKill).plan(books.root(), wanted.root());
  }

  private void begin(DeploymentPlan plan, Collection<DeploymentPlan> cancelled) {
    cancelled.forEach(deployments::cancel);
    books.root(plan.target());
    books.out().announce(new Announcement.GroupChanged(commonGroup(plan), plan.version()));
    tellPods(plan);
    if (!plan.isEmpty()) {
      books.out().save(new MarathonEffect.SaveDeployment(plan));
      deployments.begin(plan);
    } else { // who waits for the end of it is told, too
      books
          .out()
          .announce(
              new Announcement.DeploymentTold(
                  Announcement.DeploymentTold.What.SUCCESS, plan, Optional.empty()));
    }
  }

  /** The innermost group that all that changes is in. */
  private static AppId commonGroup(DeploymentPlan plan) {
    List<AppId> common = null;
    for (AppId id : plan.affected()) {
      List<AppId> around = new ArrayList<>(id.ancestors());
      if (common == null) {
        common = around;
      } else {
        common.retainAll(around);
      }
    }
    return common == null
        ? AppId.ROOT
        : common.stream().max((a, b) -> a.path().size() - b.path().size()).orElse(AppId.ROOT);
  }

  private void tellPods(DeploymentPlan plan) {
    for (AppId pod : plan.affectedPods()) {
      Optional<? extends RunSpec> before = plan.original().pod(pod);
      Optional<? extends RunSpec> after = plan.target().pod(pod);
      String verb = before.isEmpty() ? "created" : after.isEmpty() ? "deleted" : "updated";
      books.out().announce(new Announcement.PodChanged(pod, verb));
    }
  }
}
