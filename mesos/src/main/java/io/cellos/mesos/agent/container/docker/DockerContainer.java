package io.cellos.mesos.agent.container.docker;

import io.cellos.mesos.agent.check.CommandRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.mesos.v1.Protos.NetworkInfo;
import org.apache.mesos.v1.Protos.ResourceStatistics;

/** A container in the engine. */
public interface DockerContainer {
  /**
   * How a container ended.
   *
   * @param status as wait(2) gives it
   * @param outOfMemory the kernel killed it for using more than it may
   */
  record Exit(int status, boolean outOfMemory) {}

  /** Its addresses. */
  List<NetworkInfo> networks() throws DockerException;

  /** Its first process on this machine; 0 once it has ended. */
  long pid() throws DockerException;

  /**
   * Appends what the container prints to the sandbox's {@code stdout} and {@code stderr}, from
   * where it stopped last, until the container ends and all is written, or the thread is
   * interrupted.
   */
  void copyLogs(Path sandbox) throws DockerException, InterruptedException;

  /** Returns when it has ended. */
  Exit await() throws DockerException, InterruptedException;

  /** Asks it to end; kills it after the grace period. Returns then. */
  void stop(Duration grace) throws DockerException, InterruptedException;

  /** No error if it has ended. */
  void kill() throws DockerException, InterruptedException;

  /** Kills it if it runs, and forgets it. */
  void remove() throws DockerException, InterruptedException;

  /** Runs commands inside. */
  CommandRunner commands(Path sandbox);

  ResourceStatistics statistics() throws DockerException;
}
