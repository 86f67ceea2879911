package io.cellos.node.module;

import io.cellos.base.process.JavaCommand;
import io.cellos.coordination.SharedStore;
import io.cellos.nucleus.Nucleus;
import io.cellos.nucleus.NucleusSettings;
import java.io.IOException;
import java.util.Optional;

/** The nucleus' service: this node's member of the ZooKeeper ensemble and what watches it. */
public final class ZooKeeperModule implements NodeModule {
  private final NucleusSettings settings;
  private final SharedStore store;
  private final JavaCommand java;
  private Nucleus nucleus;
  private boolean closed;

  public ZooKeeperModule(NucleusSettings settings, SharedStore store, JavaCommand java) {
    this.settings = settings;
    this.store = store;
    this.java = java;
  }

  @Override
  public String name() {
    return "zookeeper";
  }

  @Override
  public synchronized void start() throws IOException {
    if (closed) {
      throw new IllegalStateException("zookeeper is closed");
    }
    if (nucleus == null) {
      nucleus = Nucleus.start(settings, store, java);
    }
  }

  @Override
  public boolean isWell() {
    Nucleus running = running();
    return running != null && running.isServing();
  }

  @Override
  public boolean isLeading() {
    Nucleus running = running();
    return running != null && running.isLeading();
  }

  @Override
  public Optional<String> waitingFor() {
    Nucleus running = running();
    return running == null ? Optional.empty() : running.waitingFor();
  }

  private synchronized Nucleus running() {
    return nucleus;
  }

  @Override
  public void close() {
    Nucleus last;
    synchronized (this) {
      closed = true;
      last = nucleus;
      nucleus = null;
    }
    if (last != null) {
      last.close();
    }
  }
}
