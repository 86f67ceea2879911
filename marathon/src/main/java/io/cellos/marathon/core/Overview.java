package io.cellos.marathon.core;

import io.cellos.marathon.core.group.GroupTree;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.view.MarathonView;
import io.cellos.marathon.core.view.QueueEntry;
import io.cellos.marathon.core.view.RunningDeployment;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.ReadinessCheck;
import io.cellos.marathon.model.RunSpec;
import io.cellos.marathon.model.Timestamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes what others see; what did not change since the last time is the same again. */
final class Overview {
  private final Books books;
  private final Deployments deployments;
  private final HealthBook health;
  private final Failures failures;
  private final Session session;
  private final Roles roles;
  private Map<AppId, List<Instance>> instances = Map.of();
  private long seen = -1;

  Overview(
      Books books,
      Deployments deployments,
      HealthBook health,
      Failures failures,
      Session session,
      Roles roles) {
    this.books = books;
    this.deployments = deployments;
    this.health = health;
    this.failures = failures;
    this.session = session;
    this.roles = roles;
  }

  MarathonView view() {
    return new MarathonView(
        new GroupTree(books.root(), books.settings().newGroupsEnforceRole()),
        instances(),
        deployments.running().stream().map(this::deployment).toList(),
        queue(),
        health.snapshot(),
        failures.last(),
        session.framework(),
        session.master(),
        roles.now());
  }

  private Map<AppId, List<Instance>> instances() {
    if (seen != books.roster().changes()) {
      seen = books.roster().changes();
      Map<AppId, List<Instance>> copy = new LinkedHashMap<>();
      for (Crew crew : books.roster().crews()) {
        if (!crew.isEmpty()) {
          copy.put(crew.id(), crew.snapshot());
        }
      }
      instances = Collections.unmodifiableMap(copy);
    }
    return instances;
  }

  private RunningDeployment deployment(RunningPlan running) {
    Map<AppId, List<ReadinessCheck.Result>> readiness = new HashMap<>();
    for (AppId app : running.opened()) {
      List<ReadinessCheck.Result> results = new ArrayList<>();
      for (Instance instance : books.roster().crew(app).members()) {
        instance.tasks().keySet().forEach(task -> results.addAll(health.readiness(task)));
      }
      if (!results.isEmpty()) {
        readiness.put(app, results);
      }
    }
    return new RunningDeployment(running.plan(), running.index() + 1, readiness);
  }

  private Map<AppId, QueueEntry> queue() {
    Map<AppId, QueueEntry> queue = new LinkedHashMap<>();
    for (Crew crew : books.roster().queue()) {
      Instance first = crew.waiting().iterator().next();
      RunSpec spec = first.spec();
      Timestamp until = crew.backoff().until(first.configVersion()).orElse(first.since());
      queue.put(crew.id(), crew.funnel(first.since()).entry(spec, crew.waiting().size(), until));
    }
    return Collections.unmodifiableMap(queue);
  }
}
