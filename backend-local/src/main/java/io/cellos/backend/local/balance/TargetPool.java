package io.cellos.backend.local.balance;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The targets of one load balancer and which of them are healthy; safe for threads. */
final class TargetPool {
  private final AtomicInteger turn = new AtomicInteger();
  private volatile List<InetAddress> healthy = List.of();
  private volatile int size;

  /** The outcome of a round of checks. */
  void set(Collection<InetAddress> healthyOnes, int targets) {
    healthy = List.copyOf(healthyOnes);
    size = targets;
  }

  int healthy() {
    return healthy.size();
  }

  int size() {
    return size;
  }

  /** All healthy targets, beginning with the one whose turn it is. */
  List<InetAddress> inTurn() {
    List<InetAddress> now = healthy;
    List<InetAddress> rotated = new ArrayList<>(now.size());
    int first = now.isEmpty() ? 0 : Math.floorMod(turn.getAndIncrement(), now.size());
    for (int i = 0; i < now.size(); i++) {
      rotated.add(now.get((first + i) % now.size()));
    }
    return rotated;
  }
}
