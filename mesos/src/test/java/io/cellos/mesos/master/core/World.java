package io.cellos.mesos.master.core;

import com.google.protobuf.ByteString;
import io.cellos.mesos.link.ToAgent;
import io.cellos.mesos.link.ToMaster;
import io.cellos.mesos.master.core.view.MasterView;
import io.cellos.protocols.mesos.Resources;
import io.cellos.protocols.mesos.WireException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.mesos.v1.Protos.MasterInfo;
import org.apache.mesos.v1.master.Protos;
import org.apache.mesos.v1.scheduler.Protos.Event;

/** A master's core, its clock, and everything that it has said. */
final class World {
  static final MasterSettings SETTINGS = MasterSettings.defaults();

  final Map<String, ByteString> registry = new TreeMap<>();
  final List<Protos.Event> announced = new ArrayList<>();
  final Map<Long, Verdict> verdicts = new HashMap<>();
  private final Map<String, List<Event>> streams = new HashMap<>();
  private final Map<String, List<ToAgent>> links = new HashMap<>();
  private final List<String> closed = new ArrayList<>();
  private final MasterSettings settings;
  private int masters;
  private long calls;
  private long names;
  private MasterCore core;
  Instant now = Instant.ofEpochSecond(1_800_000_000);

  World() {
    this(SETTINGS);
  }

  World(MasterSettings settings) {
    this.settings = settings;
    lead();
  }

  /** A new leader takes over; all connections are lost. */
  void lead() {
    streams.clear();
    links.clear();
    MasterInfo info = MasterInfo.newBuilder().setId("m" + ++masters).setIp(0).setPort(5050).build();
    core = new MasterCore(info, settings, Map.copyOf(registry), now);
  }

  String name(String prefix) {
    return prefix + names++;
  }

  MasterView view() {
    return core.view();
  }

  MasterCore core() {
    return core;
  }

  void on(MasterEvent event) {
    for (MasterEffect effect : core.on(event, now)) {
      switch (effect) {
        case MasterEffect.ToScheduler e -> said(e.stream()).add(e.event());
        case MasterEffect.CloseScheduler e -> closed.add(e.stream());
        case MasterEffect.SayToAgent e -> told(e.link()).add(e.message());
        case MasterEffect.CloseAgent e -> closed.add(e.link());
        case MasterEffect.Save e -> registry.put(e.key(), e.value());
        case MasterEffect.Forget e -> registry.remove(e.key());
        case MasterEffect.Answer e -> verdicts.put(e.callId(), e.verdict());
        case MasterEffect.Announce e -> announced.add(e.event());
      }
    }
  }

  /** Time passes, with a tick whenever the core wants one. */
  void pass(Duration time) {
    Instant end = now.plus(time);
    for (Optional<Instant> wake = core.wakeAt();
        wake.isPresent() && !wake.get().isAfter(end);
        wake = core.wakeAt()) {
      now = wake.get().isAfter(now) ? wake.get() : now.plusMillis(1);
      on(new MasterEvent.Tick());
    }
    now = end;
    on(new MasterEvent.Tick());
  }

  void seconds(double seconds) {
    pass(Duration.ofMillis((long) (seconds * 1000)));
  }

  List<Event> said(String stream) {
    return streams.computeIfAbsent(stream, s -> new ArrayList<>());
  }

  List<ToAgent> told(String link) {
    return links.computeIfAbsent(link, s -> new ArrayList<>());
  }

  boolean isClosed(String streamOrLink) {
    return closed.contains(streamOrLink);
  }

  Verdict call(String stream, org.apache.mesos.v1.scheduler.Protos.Call call) {
    on(new MasterEvent.SchedulerCall(++calls, stream, call));
    return verdicts.get(calls);
  }

  Verdict operator(Protos.Call.Builder call) {
    on(new MasterEvent.OperatorCall(++calls, call.build()));
    return verdicts.get(calls);
  }

  void agentSays(String link, ToMaster message) {
    on(new MasterEvent.AgentSaid(link, message));
  }

  static Resources resources(String text) {
    try {
      return Resources.parse(text);
    } catch (WireException e) {
      throw new UncheckedIOException(e);
    }
  }
}
