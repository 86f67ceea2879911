package io.cellos.mesos.agent.launch;

import io.cellos.mesos.agent.check.Target;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.mesos.v1.Protos.ResourceStatistics;

/** Runs containers of one kind; what becomes of them is an event. */
interface Runner extends AutoCloseable {
  /**
   * @throws LaunchException if it can't be started; nothing is left then
   */
  void start(Prepared prepared) throws IOException, InterruptedException;

  /**
   * Goes on with a container of an agent before this one.
   *
   * @return false if there never was one, and never will be
   */
  boolean adopt(Container container) throws IOException, InterruptedException;

  /**
   * Removes what an agent before this one left and nobody knows any more; returns at once.
   *
   * @param isKnown of the ids of containers
   */
  default void removeOthers(Predicate<String> isKnown) {}

  boolean has(String id);

  /** Asks it to end. */
  void terminate(String id);

  /** Sends a signal to its processes; returns whether there are any. */
  boolean signal(String id, int signal) throws IOException;

  void destroy(String id) throws IOException;

  /** Its end is written down: what it left in this machine can go. */
  void release(String id) throws IOException;

  /** Where it can be checked. */
  Target target(Prepared prepared) throws IOException, InterruptedException;

  /** What it uses; nothing if it does not run. */
  Optional<ResourceStatistics> statistics(String id) throws IOException, InterruptedException;

  @Override
  void close();
}
