package io.cellos.mesos.master.core;

import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.OfferID;

/** New ids, in Mesos' form; unique, because each leader's own id begins them. */
final class Names {
  private final String master;
  private int frameworks;
  private int agents;
  private long offers;

  Names(String master) {
    this.master = master;
  }

  FrameworkID framework() {
    return FrameworkID.newBuilder().setValue("%s-%04d".formatted(master, frameworks++)).build();
  }

  AgentID agent() {
    return AgentID.newBuilder().setValue(master + "-S" + agents++).build();
  }

  OfferID offer() {
    return OfferID.newBuilder().setValue(master + "-O" + offers++).build();
  }
}
