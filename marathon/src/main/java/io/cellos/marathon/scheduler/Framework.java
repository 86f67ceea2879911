package io.cellos.marathon.scheduler;

import io.cellos.marathon.core.MarathonEvent;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo;

/** Whose connection with Mesos it is. */
public interface Framework {
  /** As it subscribes, but for its id and the roles of its apps. */
  FrameworkInfo info();

  /** The id that Mesos gave it, and all roles it has. */
  State state() throws IOException, InterruptedException;

  /** What Mesos knows it by, or shall. */
  record State(Optional<FrameworkID> id, Set<String> roles) {
    public State {
      roles = Set.copyOf(roles);
    }
  }

  /** Hears what happens, in order; may wait. */
  void submit(MarathonEvent event) throws InterruptedException;

  /** Mesos has forgotten this framework, and will never know it by its id again. */
  void removed(String why);

  /** The connection can't go on. */
  void failed(String why);
}
