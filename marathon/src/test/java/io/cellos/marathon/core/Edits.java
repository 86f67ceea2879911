package io.cellos.marathon.core;

import io.cellos.marathon.model.AppChecks;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.BackoffStrategy;
import io.cellos.marathon.model.Constraint;
import io.cellos.marathon.model.HealthCheck;
import io.cellos.marathon.model.KillSelection;
import io.cellos.marathon.model.Placement;
import io.cellos.marathon.model.Policies;
import io.cellos.marathon.model.ReadinessCheck;
import io.cellos.marathon.model.UnreachableStrategy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Apps that differ in what {@link Specs} has no words for. */
final class Edits {
  /** By this program, every second, after ten seconds; three failures kill. */
  static final HealthCheck TCP =
      new HealthCheck(
          HealthCheck.Protocol.TCP,
          Optional.empty(),
          Optional.empty(),
          Optional.of(80),
          Optional.empty(),
          false,
          HealthCheck.IpProtocol.IPV4,
          Duration.ofSeconds(10),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          3,
          Duration.ZERO);

  static final ReadinessCheck READY =
      new ReadinessCheck(
          "ready",
          false,
          "/",
          "http",
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Set.of(200),
          false);

  private Edits() {}

  static AppDefinition unreachable(AppDefinition app, UnreachableStrategy strategy) {
    Policies old = app.policies();
    return with(
        app,
        app.placement(),
        app.checks(),
        new Policies(
            old.backoff(), old.upgrade(), strategy, old.killSelection(), old.killGracePeriod()));
  }

  static AppDefinition role(AppDefinition app, String role) {
    return with(app, new Placement(role, Set.of(), Set.of()), app.checks(), app.policies());
  }

  /** What can be reserved is not everybody's. */
  static AppDefinition data(Specs app) {
    AppDefinition made = app.withData().made();
    return with(made, new Placement("data", Set.of(), Set.of()), made.checks(), made.policies());
  }

  static AppDefinition backoff(AppDefinition app, BackoffStrategy backoff) {
    Policies old = app.policies();
    return with(
        app,
        app.placement(),
        app.checks(),
        new Policies(
            backoff, old.upgrade(), old.unreachable(), old.killSelection(), old.killGracePeriod()));
  }

  static AppDefinition selection(AppDefinition app, KillSelection selection) {
    Policies old = app.policies();
    return with(
        app,
        app.placement(),
        app.checks(),
        new Policies(
            old.backoff(), old.upgrade(), old.unreachable(), selection, old.killGracePeriod()));
  }

  static AppDefinition constraint(AppDefinition app, String field, Constraint.Operator operator) {
    Placement placement =
        new Placement(
            app.role(), Set.of(), Set.of(new Constraint(field, operator, Optional.empty())));
    return with(app, placement, app.checks(), app.policies());
  }

  static AppDefinition checked(AppDefinition app) {
    return with(
        app,
        app.placement(),
        new AppChecks(Set.of(TCP), Optional.empty(), List.of()),
        app.policies());
  }

  static AppDefinition readiness(AppDefinition app) {
    return with(
        app,
        app.placement(),
        new AppChecks(Set.of(), Optional.empty(), List.of(READY)),
        app.policies());
  }

  static AppDefinition single(AppDefinition app) {
    return new AppDefinition(
        app.id(),
        app.instances(),
        app.execution(),
        app.resources(),
        app.executorResources(),
        app.resourceLimits(),
        app.container(),
        app.ports(),
        app.placement(),
        app.checks(),
        app.policies(),
        app.dependencies(),
        Map.of(AppDefinition.SINGLE_INSTANCE, "true"),
        app.secrets(),
        app.versionInfo());
  }

  private static AppDefinition with(
      AppDefinition app, Placement placement, AppChecks checks, Policies policies) {
    return new AppDefinition(
        app.id(),
        app.instances(),
        app.execution(),
        app.resources(),
        app.executorResources(),
        app.resourceLimits(),
        app.container(),
        app.ports(),
        placement,
        checks,
        policies,
        app.dependencies(),
        app.labels(),
        app.secrets(),
        app.versionInfo());
  }
}
