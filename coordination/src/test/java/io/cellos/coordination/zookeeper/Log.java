package io.cellos.coordination.zookeeper;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what a contender was told. */
final class Log implements LeaderElection.Contender {
  private final List<String> calls = new CopyOnWriteArrayList<>();

  List<String> calls() {
    return List.copyOf(calls);
  }

  @Override
  public void elected() {
    calls.add("elected");
  }

  @Override
  public void lost(String why) {
    calls.add("lost");
  }
}
