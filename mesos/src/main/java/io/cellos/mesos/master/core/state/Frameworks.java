package io.cellos.mesos.master.core.state;

import io.cellos.mesos.master.core.view.FrameworkView;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.mesos.v1.Protos.FrameworkID;

/** The frameworks there are, and the latest that have ended. */
public final class Frameworks {
  private final Map<FrameworkID, Framework> all = new LinkedHashMap<>();
  private final Map<String, FrameworkID> streams = new HashMap<>();
  private final Deque<FrameworkView> completed = new ArrayDeque<>();
  private final Set<FrameworkID> ended = new HashSet<>();
  private final int keep;

  /**
   * @param keep how many that have ended are remembered
   */
  public Frameworks(int keep) {
    this.keep = keep;
  }

  public Optional<Framework> find(FrameworkID id) {
    return Optional.ofNullable(all.get(id));
  }

  /** One that must be there, because something refers to it. */
  public Framework known(FrameworkID id) {
    return find(id).orElseThrow(() -> new IllegalStateException("no framework " + id.getValue()));
  }

  public Optional<Framework> byStream(String stream) {
    return Optional.ofNullable(streams.get(stream)).flatMap(this::find);
  }

  public Collection<Framework> all() {
    return List.copyOf(all.values());
  }

  public int size() {
    return all.size();
  }

  public void add(Framework framework) {
    all.put(framework.id(), framework);
  }

  public void connect(Framework framework, String stream, Instant now) {
    framework.stream().ifPresent(streams::remove);
    streams.put(stream, framework.id());
    framework.connect(stream, now);
  }

  public void disconnect(Framework framework) {
    framework.stream().ifPresent(streams::remove);
    framework.disconnect();
  }

  /** It has ended, and is remembered for a while. */
  public void end(Framework framework, Instant now) {
    disconnect(framework);
    all.remove(framework.id());
    completed.addLast(FrameworkViews.ended(framework, now));
    ended.add(framework.id());
    while (completed.size() > keep) {
      ended.remove(completed.removeFirst().summary().getFrameworkInfo().getId());
    }
  }

  public boolean hasEnded(FrameworkID id) {
    return ended.contains(id);
  }

  public List<FrameworkView> completed() {
    return List.copyOf(completed);
  }
}
