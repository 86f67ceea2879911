package io.cellos.marathon.core;

import io.cellos.marathon.core.deploy.DeploymentPlan;
import io.cellos.marathon.core.instance.Goal;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.model.RunSpec;
import java.util.Comparator;
import java.util.Optional;

/** Goes on from what the last leader left. */
final class Recovery {
  private final Books books;
  private final Kills kills;
  private final Endings endings;
  private final Deadlines deadlines;
  private final Deployments deployments;

  Recovery(
      Books books, Kills kills, Endings endings, Deadlines deadlines, Deployments deployments) {
    this.books = books;
    this.kills = kills;
    this.endings = endings;
    this.deadlines = deadlines;
    this.deployments = deployments;
  }

  void from(Stored stored) {
    stored.instances().stream()
        .sorted(Comparator.comparing(Instance::since))
        .forEach(instance -> books.roster().recover(instance.withHealthy(Optional.empty())));
    stored
        .delays()
        .forEach(
            (app, delays) ->
                books
                    .roster()
                    .recover(app, delays, books.root().runSpec(app).isPresent(), books.now()));
    books.roster().all().stream().toList().forEach(this::resume);
    stored.deployments().stream()
        .sorted(Comparator.comparing(DeploymentPlan::version))
        .forEach(deployments::begin);
    books.root().allRunSpecs().map(RunSpec::id).forEach(books.roster()::look);
  }

  private void resume(Instance instance) {
    if (instance.isOver() && !instance.isWaiting()) {
      endings.over(instance);
    } else if (instance.isUnreachable()) {
      deadlines.unreachable(instance);
    } else if (instance.goal() != Goal.RUNNING) {
      kills.begin(instance);
    } else if (!instance.isWaiting()) {
      deadlines.launched(instance);
    }
  }
}
