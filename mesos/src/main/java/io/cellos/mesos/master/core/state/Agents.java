package io.cellos.mesos.master.core.state;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.mesos.v1.Protos.AgentID;

/** The agents there are, those that are awaited, and those that are out of reach or gone. */
public final class Agents {
  private final Map<AgentID, Agent> all = new LinkedHashMap<>();
  private final Map<String, AgentID> links = new HashMap<>();
  private final Map<AgentID, AwaitedAgent> recovered = new LinkedHashMap<>();
  private final Map<AgentID, AwaitedAgent> unreachable = new LinkedHashMap<>();
  private final Map<AgentID, Instant> gone = new LinkedHashMap<>();

  public Optional<Agent> find(AgentID id) {
    return Optional.ofNullable(all.get(id));
  }

  /** One that must be there, because something refers to it. */
  public Agent known(AgentID id) {
    return find(id).orElseThrow(() -> new IllegalStateException("no agent " + id.getValue()));
  }

  public Optional<Agent> byLink(String link) {
    return Optional.ofNullable(links.get(link)).flatMap(this::find);
  }

  public Collection<Agent> all() {
    return Collections.unmodifiableCollection(all.values());
  }

  public void add(Agent agent) {
    all.put(agent.id(), agent);
    recovered.remove(agent.id());
    unreachable.remove(agent.id());
  }

  public void remove(Agent agent) {
    agent.link().ifPresent(links::remove);
    all.remove(agent.id());
  }

  public void connect(Agent agent, String link, Instant now) {
    agent.link().ifPresent(links::remove);
    links.put(link, agent.id());
    agent.connect(link, now);
  }

  public void disconnect(Agent agent) {
    agent.link().ifPresent(links::remove);
    agent.disconnect();
  }

  /** Known to the leader before, and not back yet. */
  public Map<AgentID, AwaitedAgent> recovered() {
    return recovered;
  }

  public Map<AgentID, AwaitedAgent> unreachable() {
    return unreachable;
  }

  /** Never to come back. */
  public Map<AgentID, Instant> gone() {
    return gone;
  }
}
