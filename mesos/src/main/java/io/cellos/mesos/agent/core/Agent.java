package io.cellos.mesos.agent.core;

import io.cellos.mesos.link.ToMaster;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.DrainConfig;
import org.apache.mesos.v1.Protos.Resource;

/** What the agent knows of itself. */
final class Agent {
  volatile AgentInfo info;
  List<Resource> total;
  boolean connected;
  Optional<DrainConfig> drain = Optional.empty();

  /** It ends when its tasks have; why. */
  Optional<String> leaving = Optional.empty();

  /** What the master is to hear as soon as there is one. */
  final List<ToMaster> unsaid = new ArrayList<>();

  /** Executors that are over, by framework, latest last. */
  final SequencedMap<String, Deque<AgentView.ExecutorView>> completed = new LinkedHashMap<>();

  Agent(AgentInfo info, List<Resource> total) {
    this.info = info;
    this.total = List.copyOf(total);
  }
}
