package io.cellos.backend.testing;

import io.cellos.backend.NodeTimeline;
import io.cellos.model.BootEvent;
import io.cellos.model.BootEvent.Kind;
import io.cellos.model.CellDescription;
import io.cellos.model.Health;
import io.cellos.model.NodeId;
import io.cellos.model.NodeState;
import io.cellos.model.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A node that boots by the clock: registers, waits for ZooKeeper until 1.2 s, is ready at 1.5 s.
 */
record FakeNode(NodeId id, Role role, int index, Instant begin, Optional<Mishap> mishap) {

  /** Where the boot goes wrong: the step fails, or it never ends. */
  record Mishap(String step, boolean fails) {}

  String label() {
    return role + "-" + index;
  }

  String address() {
    int number = 10 + Integer.parseInt(id.value().substring(2), 16);
    return "127.20." + number / 256 + "." + number % 256;
  }

  private List<BootEvent> script() {
    List<BootEvent> all = new ArrayList<>();
    step(all, "register", 100, 200);
    if (role == Role.NUCLEUS) {
      step(all, "zookeeper", 200, 1200);
    }
    step(all, "zk-barrier", role == Role.NUCLEUS ? 1200 : 200, 1300);
    step(all, "ready", 1300, 1500);
    return all;
  }

  private void step(List<BootEvent> all, String name, int from, int to) {
    boolean stopped = mishap.isPresent() && all.stream().anyMatch(e -> is(mishap.get(), e));
    if (stopped) {
      return;
    }
    all.add(new BootEvent(name, Kind.START, begin.plusMillis(from)));
    Optional<Mishap> here = mishap.filter(m -> m.step.equals(name));
    if (here.isEmpty() || here.get().fails) {
      all.add(new BootEvent(name, here.isEmpty() ? Kind.END : Kind.FAILED, begin.plusMillis(to)));
    }
  }

  private static boolean is(Mishap mishap, BootEvent event) {
    return event.step().equals(mishap.step);
  }

  List<BootEvent> events(Instant now) {
    return script().stream().filter(event -> !event.at().isAfter(now)).toList();
  }

  CellDescription.Node show(Instant now, boolean stopped) {
    if (stopped) {
      return node(NodeState.STOPPED, Health.UNKNOWN);
    }
    List<BootEvent> events = events(now);
    if (events.stream().anyMatch(event -> event.kind() == Kind.FAILED)) {
      return node(NodeState.FAILED, Health.UNHEALTHY);
    }
    boolean ready = events.stream().anyMatch(e -> e.step().equals("ready") && e.kind() == Kind.END);
    return node(
        events.isEmpty() ? NodeState.PENDING : NodeState.RUNNING,
        ready ? Health.HEALTHY : Health.UNKNOWN);
  }

  private CellDescription.Node node(NodeState state, Health health) {
    return new CellDescription.Node(id, index, address(), null, state, health);
  }

  NodeTimeline timeline(Instant now) {
    List<BootEvent> events = events(now);
    boolean waits =
        !events.isEmpty()
            && events.getLast().kind() == Kind.START
            && !events.getLast().step().equals("ready");
    return new NodeTimeline(
        role, show(now, false), events, waits ? Optional.of("the ensemble") : Optional.empty());
  }

  FakeNode againAt(Instant now) {
    return new FakeNode(id, role, index, now, mishap);
  }
}
