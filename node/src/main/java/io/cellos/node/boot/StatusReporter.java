package io.cellos.node.boot;

import io.cellos.coordination.BootStatus;
import io.cellos.model.BootEvent;
import io.cellos.model.NodeId;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the shared store how far this node is. Used by the boot's thread; read by any. */
public final class StatusReporter {
  private static final Logger LOG = LoggerFactory.getLogger(StatusReporter.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final BootStatus status;
  private final NodeId node;
  private final InstantSource clock;
  private final List<BootEvent> events = new ArrayList<>();
  private volatile String waitingFor;

  public StatusReporter(BootStatus status, NodeId node, InstantSource clock) {
    this.status = status;
    this.node = node;
    this.clock = clock;
  }

  /**
   * Reports an event; returns when the store has it. A node that can't report is not ready, so this
   * tries until it can.
   */
  void report(String step, BootEvent.Kind kind, Pauses pauses) throws InterruptedException {
    events.add(new BootEvent(step, kind, clock.instant()));
    while (true) {
      try {
        status.write(node, events);
        if (events.size() == 1 || waitingFor != null) {
          waitingFor = null;
          publish(); // also what an earlier run of this node left
        }
        return;
      } catch (IOException e) {
        LOG.warn("can't report to the shared store, trying again: {}", e.toString());
        waitingFor = "the shared store: " + e.getMessage();
        pauses.pause(PAUSE);
      }
    }
  }

  void waitFor(String what) {
    if (!what.equals(waitingFor)) {
      LOG.info("waiting for {}", what);
      waitingFor = what;
      publish();
    }
  }

  void waitNoLonger() {
    if (waitingFor != null) {
      waitingFor = null;
      publish();
    }
  }

  Optional<String> waitingFor() {
    return Optional.ofNullable(waitingFor);
  }

  private void publish() {
    try {
      status.waitingFor(node, waitingFor());
    } catch (IOException e) {
      LOG.warn("can't tell the shared store what is waited for: {}", e.toString());
    }
  }
}
