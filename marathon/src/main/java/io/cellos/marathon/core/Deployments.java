package io.cellos.marathon.core;

import io.cellos.marathon.core.deploy.DeploymentAction;
import io.cellos.marathon.core.deploy.DeploymentPlan;
import io.cellos.marathon.core.deploy.DeploymentStep;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.PodDefinition;
import io.cellos.marathon.model.RunSpec;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The deployments that are on their way, and what shall be of every app and pod meanwhile. */
final class Deployments {
  private final Books books;
  private final Failures failures;
  private final Map<String, RunningPlan> running = new LinkedHashMap<>();
  private final Map<AppId, RunningPlan> byApp = new HashMap<>();

  Deployments(Books books, Failures failures) {
    this.books = books;
    this.failures = failures;
  }

  /** From its first step; what was done before is found done. */
  void begin(DeploymentPlan plan) {
    RunningPlan begun = new RunningPlan(plan);
    running.put(plan.id(), begun);
    begun.affected().forEach(app -> byApp.put(app, begun));
    next(begun);
  }

  /** It ends here; its instances stay as they are. */
  void cancel(DeploymentPlan plan) {
    RunningPlan ended = running.get(plan.id());
    if (ended != null) {
      tell(Announcement.DeploymentTold.What.FAILED, ended.plan(), Optional.empty());
      end(ended);
    }
  }

  private void end(RunningPlan ended) {
    running.remove(ended.plan().id());
    ended.affected().forEach(app -> byApp.remove(app, ended));
    ended.affected().forEach(books.roster()::look);
    books.out().save(new MarathonEffect.ForgetDeployment(ended.plan().id()));
  }

  Optional<DeploymentPlan> find(String id) {
    return Optional.ofNullable(running.get(id)).map(RunningPlan::plan);
  }

  Collection<DeploymentPlan> plans() {
    return running.values().stream().map(RunningPlan::plan).toList();
  }

  /** Oldest first. */
  Collection<RunningPlan> running() {
    return Collections.unmodifiableCollection(running.values());
  }

  /** What shall be of the app or pod now. */
  Desire desire(AppId id) {
    RunningPlan plan = byApp.get(id);
    if (plan != null) {
      return plan.desire(id);
    }
    return books
        .root()
        .runSpec(id)
        .<Desire>map(spec -> new Desire.Keep(spec, spec.instances(), List.of()))
        .orElseGet(Desire.Gone::new);
  }

  /** The instances that somebody chose to go are told to. */
  void endedChosen(AppId id) {
    Optional.ofNullable(byApp.get(id)).ifPresent(plan -> plan.endedChosen(id));
  }

  /** Looks whether what a deployment does with the app is done, and goes on if it was the last. */
  void look(AppId id) {
    RunningPlan plan = byApp.get(id);
    if (plan == null) {
      return;
    }
    Optional<DeploymentAction> action = plan.open(id);
    if (action.isPresent() && isDone(plan, action.get(), books.roster().crew(id))) {
      plan.done(id);
      done(action.get(), plan.plan());
      books.roster().look(id);
      if (plan.isStepDone()) {
        tell(Announcement.DeploymentTold.What.STEP_SUCCESS, plan.plan(), Optional.of(plan.step()));
        next(plan);
      }
    }
  }

  private static boolean isDone(RunningPlan plan, DeploymentAction action, Crew crew) {
    return switch (action) {
      case DeploymentAction.Start _ -> true;
      case DeploymentAction.Stop _ -> crew.isEmpty();
      case DeploymentAction.Scale(RunSpec spec, int scaleTo, List<String> _) ->
          scaleTo > plan.instancesBefore(spec.id())
              ? crew.all().well() >= scaleTo
              : crew.all().counted() - crew.leaving().counted() <= scaleTo
                  && crew.all().ending() == 0;
      case DeploymentAction.Restart(RunSpec spec) -> crew.progress(spec).next().finished();
    };
  }

  private void done(DeploymentAction action, DeploymentPlan plan) {
    switch (action) {
      case DeploymentAction.Stop(RunSpec spec) -> {
        books.roster().drop(spec.id());
        failures.forget(spec.id());
        switch (spec) {
          case AppDefinition app -> {
            uncheck(app);
            books.out().announce(new Announcement.AppTerminated(app.id()));
          }
          case PodDefinition _ -> {} // announced when it was asked for
        }
      }
      case DeploymentAction.Restart(RunSpec spec) ->
          plan.original().app(spec.id()).ifPresent(this::uncheck);
      case DeploymentAction.Start _, DeploymentAction.Scale _ -> {}
    }
  }

  /** Tells which health checks a step brings. */
  private void check(DeploymentAction action) {
    switch (action) {
      case DeploymentAction.Start(AppDefinition app) -> check(app);
      case DeploymentAction.Restart(AppDefinition app) -> check(app);
      case DeploymentAction.Start _, DeploymentAction.Restart _ -> {} // pods are not checked by us
      case DeploymentAction.Stop _, DeploymentAction.Scale _ -> {}
    }
  }

  private void check(AppDefinition app) {
    app.checks()
        .health()
        .forEach(check -> books.out().announce(new Announcement.HealthCheckAdded(app, check)));
  }

  private void uncheck(AppDefinition app) {
    app.checks()
        .health()
        .forEach(_ -> books.out().announce(new Announcement.HealthCheckRemoved(app.id())));
  }

  private void next(RunningPlan plan) {
    Optional<DeploymentStep> step = plan.next();
    if (step.isPresent()) {
      tell(Announcement.DeploymentTold.What.STARTED, plan.plan(), step);
      step.get().actions().forEach(this::check);
      plan.affected().forEach(books.roster()::look);
    } else {
      tell(Announcement.DeploymentTold.What.SUCCESS, plan.plan(), Optional.empty());
      end(plan);
    }
  }

  private void tell(
      Announcement.DeploymentTold.What what, DeploymentPlan plan, Optional<DeploymentStep> step) {
    books.out().announce(new Announcement.DeploymentTold(what, plan, step));
  }
}
