package io.cellos.marathon.core;

import io.cellos.marathon.core.deploy.RestartProgress;
import io.cellos.marathon.core.instance.Goal;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.InstanceId;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.RunSpec;
import io.cellos.marathon.model.Timestamp;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes of the instances of an app what shall be of it. It is asked after everything that changed
 * something for the app, looks at how many there are, and remembers nothing: so whatever happens,
 * in whatever order, comes to the same end.
 */
final class Settling {
  private final Books books;
  private final Endings endings;
  private final Deployments deployments;

  Settling(Books books, Endings endings, Deployments deployments) {
    this.books = books;
    this.endings = endings;
    this.deployments = deployments;
  }

  void settle(AppId app) {
    Crew crew = books.roster().crew(app);
    switch (deployments.desire(app)) {
      case Desire.Gone _ -> gone(crew);
      case Desire.Keep(RunSpec spec, int count, List<String> toKill) ->
          keep(crew, spec, count, toKill);
      case Desire.Replace(RunSpec spec) -> replace(crew, spec);
      case Desire.Hold(RunSpec spec, int atLeast) ->
          books.start(spec, atLeast - crew.all().counted());
      case Desire.Leave _ -> {}
    }
    deployments.look(app);
  }

  private void gone(Crew crew) {
    if (crew.all().active() > 0 || crew.all().counted() > 0) {
      each(crew.members(), instance -> instance.goal() != Goal.DECOMMISSIONED);
    }
  }

  private void each(Collection<Instance> instances, Predicate<Instance> which) {
    instances.stream().filter(which).toList().forEach(endings::decommission);
  }

  private void keep(Crew crew, RunSpec spec, int count, List<String> toKill) {
    renew(crew, spec, crew.all().waiting());
    if (!toKill.isEmpty()) {
      end(spec, toKill);
      deployments.endedChosen(spec.id());
    }
    if (isSingle(spec)) {
      each(crew.moving(), instance -> true);
    }
    int staying = crew.all().counted() - crew.leaving().counted();
    if (staying > count) {
      decommission(crew.members(), spec, staying - count, one -> !isMoving(crew, one));
    } else if (staying < count) {
      books.start(
          spec, isSingle(spec) ? Math.min(count - staying, room(crew, count)) : count - staying);
    }
    int wellStaying = crew.all().well() - crew.leaving().well();
    int moved = Math.min(crew.leaving().counted(), wellStaying + crew.leaving().counted() - count);
    decommission(crew.moving(), spec, moved, one -> true);
  }

  private void end(RunSpec spec, List<String> chosen) {
    chosen.stream()
        .flatMap(id -> InstanceId.find(id).stream())
        .flatMap(id -> books.roster().find(id).stream())
        .filter(instance -> instance.spec().id().equals(spec.id()))
        .filter(instance -> instance.goal() == Goal.RUNNING)
        .forEach(endings::decommission);
  }

  private static boolean isMoving(Crew crew, Instance instance) {
    return crew.isMoving(instance.id());
  }

  /** Of some there must never be two, not even while one ends. */
  private static boolean isSingle(RunSpec spec) {
    return spec instanceof AppDefinition app && app.isSingleInstance();
  }

  private static int room(Crew crew, int count) {
    return count - (int) crew.members().stream().filter(one -> !one.isUnreachable()).count();
  }

  private void decommission(
      Collection<Instance> from, RunSpec spec, int count, Predicate<Instance> which) {
    if (count > 0) {
      List<Instance> candidates = from.stream().filter(Tally::isCounted).filter(which).toList();
      Victims.choose(candidates, spec, count).forEach(endings::decommission);
    }
  }

  private void replace(Crew crew, RunSpec spec) {
    Timestamp version = spec.versionInfo().lastConfigChange();
    Predicate<Instance> isOld = one -> !one.configVersion().equals(version);
    Tally fresh = crew.of(version);
    if (crew.all().waiting() > fresh.waiting()) {
      renew(crew, spec, spec.instances() - fresh.counted());
      each(crew.waiting(), isOld);
    }
    RestartProgress.Next next = crew.progress(spec).next();
    kill(crew, spec, next.kill());
    books.start(spec, next.start());
    int surplus = crew.of(version).counted() - spec.instances();
    decommission(crew.members(), spec, surplus, isOld.negate());
  }

  /** Ends old instances; those with data only to be launched again from the new configuration. */
  private void kill(Crew crew, RunSpec spec, int count) {
    if (count <= 0) {
      return;
    }
    Timestamp version = spec.versionInfo().lastConfigChange();
    int stopping =
        spec.isResident()
            ? (int) crew.members().stream().filter(one -> one.goal() == Goal.STOPPED).count()
            : 0;
    int needed = spec.instances() - crew.of(version).counted() - stopping;
    for (Instance victim : crew.leastMissed(version, spec, count)) {
      if (!victim.volumes().isEmpty() && !victim.isUnreachable() && needed > 0) {
        needed--;
        endings.stop(victim);
      } else {
        endings.decommission(victim);
      }
    }
  }

  /** Lets instances that wait be launched from what there shall be now. */
  private void renew(Crew crew, RunSpec spec, int atMost) {
    Timestamp version = spec.versionInfo().lastConfigChange();
    if (crew.all().waiting() == crew.of(version).waiting()) {
      return;
    }
    crew.waiting().stream()
        .filter(one -> !one.configVersion().equals(version))
        .limit(Math.max(0, atMost))
        .toList()
        .forEach(one -> books.roster().put(one.withSpec(spec)));
  }
}
