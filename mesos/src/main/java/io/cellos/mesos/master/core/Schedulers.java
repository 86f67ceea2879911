package io.cellos.mesos.master.core;

import io.cellos.mesos.link.ToAgent;
import io.cellos.mesos.master.core.constraint.AgentConstraints;
import io.cellos.mesos.master.core.constraint.ConstraintException;
import io.cellos.mesos.master.core.state.Framework;
import io.cellos.mesos.master.core.state.Times;
import io.cellos.mesos.master.core.validation.FrameworkCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.master.Protos.Response.GetFrameworks;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;

/** Frameworks come, come back, change, are away and end. */
final class Schedulers {
  private static final double HEARTBEAT_SECONDS = 15;

  private final Books books;
  private final Offering offering;
  private final Tasks tasks;
  private final Interests interests;

  Schedulers(Books books, Offering offering, Tasks tasks, Interests interests) {
    this.books = books;
    this.offering = offering;
    this.tasks = tasks;
    this.interests = interests;
  }

  void subscribe(String stream, Call.Subscribe call, Instant now) {
    FrameworkInfo info = call.getFrameworkInfo();
    Optional<Framework> before = books.frameworks().find(info.getId());
    Optional<String> problem =
        FrameworkCheck.problem(info)
            .or(
                () ->
                    FrameworkCheck.suppressed(
                        Framework.rolesOf(info), call.getSuppressedRolesList()))
            .or(
                () ->
                    books.frameworks().hasEnded(info.getId())
                        ? Optional.of("Framework has been removed")
                        : Optional.empty())
            .or(() -> before.flatMap(known -> FrameworkCheck.change(known.info(), info)));
    if (problem.isPresent()) {
      books.out().fail(stream, problem.get());
      return;
    }
    try {
      AgentConstraints constraints =
          AgentConstraints.of(call.getOfferConstraints(), Framework.rolesOf(info));
      subscribe(stream, call, before, constraints, now);
    } catch (ConstraintException e) {
      books.out().fail(stream, e.getMessage());
    }
  }

  private void subscribe(
      String stream,
      Call.Subscribe call,
      Optional<Framework> before,
      AgentConstraints constraints,
      Instant now) {
    FrameworkInfo info = call.getFrameworkInfo();
    if (before.isPresent()) {
      takeOver(before.get(), info);
      interests.constrain(before.get(), constraints);
      books.counters().count("messages_reregister_framework");
      connect(before.get(), stream, call, now);
      books.out().announce(Announcements.updated(before.get()));
    } else {
      Framework framework = new Framework(named(info), false);
      books.frameworks().add(framework);
      books.counters().count("messages_register_framework");
      interests.constrain(framework, constraints);
      connect(framework, stream, call, now);
      books.out().announce(Announcements.added(framework));
    }
  }

  private FrameworkInfo named(FrameworkInfo info) {
    return info.getId().getValue().isEmpty()
        ? info.toBuilder().setId(books.names().framework()).build()
        : info;
  }

  private void takeOver(Framework framework, FrameworkInfo info) {
    framework.stream().ifPresent(old -> books.out().fail(old, "Framework failed over"));
    away(framework);
    FrameworkInfo changed =
        info.toBuilder()
            .setUser(framework.info().getUser())
            .setCheckpoint(framework.info().getCheckpoint())
            .build();
    describe(framework, changed);
  }

  private void describe(Framework framework, FrameworkInfo info) {
    if (!framework.info().equals(info)) {
      framework.describe(info);
      framework
          .agents()
          .forEach(
              agent ->
                  books.out().say(books.agents().known(agent), new ToAgent.UpdateFramework(info)));
    }
  }

  private void connect(Framework framework, String stream, Call.Subscribe call, Instant now) {
    books.frameworks().connect(framework, stream, now);
    framework.counters().called(Call.Type.SUBSCRIBE);
    framework.suppress(new HashSet<>(call.getSuppressedRolesList()));
    save(framework);
    interests.tell(framework);
    books
        .out()
        .tell(
            framework,
            Event.newBuilder()
                .setType(Event.Type.SUBSCRIBED)
                .setSubscribed(
                    Event.Subscribed.newBuilder()
                        .setFrameworkId(framework.id())
                        .setHeartbeatIntervalSeconds(HEARTBEAT_SECONDS)
                        .setMasterInfo(books.self())));
  }

  private void save(Framework framework) {
    books
        .out()
        .save(
            Registry.framework(framework.id()),
            GetFrameworks.Framework.newBuilder()
                .setFrameworkInfo(framework.info())
                .setActive(false)
                .setConnected(false)
                .setRecovered(true)
                .setRegisteredTime(Times.info(framework.registered().orElseThrow()))
                .build());
  }

  /** UPDATE_FRAMEWORK. */
  Verdict update(Framework framework, Call.UpdateFramework call) {
    FrameworkInfo info = call.getFrameworkInfo();
    Set<String> roles = Framework.rolesOf(info);
    Optional<String> problem =
        FrameworkCheck.update(framework.info(), info)
            .or(() -> FrameworkCheck.suppressed(roles, call.getSuppressedRolesList()));
    if (problem.isPresent()) {
      return new Verdict.Malformed("'UpdateFramework.framework_info' is invalid: " + problem.get());
    }
    try {
      interests.constrain(framework, AgentConstraints.of(call.getOfferConstraints(), roles));
    } catch (ConstraintException e) {
      return new Verdict.Malformed(
          "'UpdateFramework.offer_constraints' are not valid: " + e.getMessage());
    }
    describe(framework, info);
    framework.suppress(new HashSet<>(call.getSuppressedRolesList()));
    save(framework);
    framework.offers().stream()
        .filter(offer -> !roles.contains(offer.role()))
        .forEach(offering::rescind);
    interests.tell(framework);
    books.out().announce(Announcements.updated(framework));
    return new Verdict.Done();
  }

  /** The connection is closed; somebody else may connect for the framework in time. */
  void gone(String stream, Instant now) {
    books
        .frameworks()
        .byStream(stream)
        .ifPresent(
            framework -> {
              away(framework);
              books.frameworks().disconnect(framework);
              interests.tell(framework);
              books.out().announce(Announcements.updated(framework));
              endUnlessBack(framework, failoverTimeout(framework.info()), now);
            });
  }

  private void away(Framework framework) {
    offering.discardAll(framework);
    books.allocator().forget(framework.id());
  }

  static Duration failoverTimeout(FrameworkInfo info) {
    return Duration.ofNanos((long) (Math.max(0, info.getFailoverTimeout()) * 1e9));
  }

  private void endUnlessBack(Framework framework, Duration timeout, Instant now) {
    int connections = framework.connections();
    books
        .timers()
        .at(
            now.plus(timeout),
            then -> {
              if (!framework.isConnected() && framework.connections() == connections) {
                end(framework, then);
              }
            });
  }

  /** Known to the leader before, or to an agent: it may come back in time. */
  void recover(FrameworkInfo info, Optional<Instant> registered, Instant now) {
    Framework framework = new Framework(info, true);
    framework.registeredAt(registered.orElse(now));
    books.frameworks().add(framework);
    Duration timeout = failoverTimeout(info);
    Duration least = books.settings().agentReregisterTimeout();
    endUnlessBack(framework, timeout.compareTo(least) < 0 ? least : timeout, now);
  }

  /** An agent brings a framework that is not known. */
  void recover(FrameworkInfo info, Instant now) {
    recover(info, Optional.empty(), now);
    Framework framework = books.frameworks().known(info.getId());
    save(framework);
    books.out().announce(Announcements.added(framework));
  }

  /** The framework is over, and everything of it. */
  void end(Framework framework, Instant now) {
    FrameworkID id = framework.id();
    framework
        .agents()
        .forEach(
            agent ->
                books.out().say(books.agents().known(agent), new ToAgent.ShutdownFramework(id)));
    away(framework);
    tasks.endAll(framework, now);
    framework.stream().ifPresent(books.out()::close);
    books.frameworks().end(framework, now);
    books.allocator().forget(id);
    books.out().forget(Registry.framework(id));
    books.out().announce(Announcements.removed(framework.info()));
  }
}
