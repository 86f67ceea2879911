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
   * @param status as wait(2) gives it; the engine tells a signal as exit code 128 and its number
   * @param outOfMemory the kernel killed a process for using more than it may
   */
  record Exit(int status, boolean outOfMemory) {}

  /** Its addresses; none on the host's network. */
  List<NetworkInfo> networks() throws DockerException, InterruptedException;

  /** Its first process on this machine; 0 once it has ended. */
  long pid() throws DockerException, InterruptedException;

  /**
   * Appends what the container prints to the sandbox's {@code stdout} and {@code stderr}, from
   * where it stopped last, until the container ends and all is written, or the thread is
   * interrupted.
   *
   * @param progress the file that remembers how far it got
   */
  void copyLogs(Path sandbox, Path progress) throws DockerException, InterruptedException;

  /** Returns when it has ended; an engine that is away for a while is waited for. */
  Exit await() throws DockerException, InterruptedException;

  /** Asks it to end; kills it after the grace period. Returns then. */
  void stop(Duration grace) throws DockerException, InterruptedException;

  /** No error if it has ended. */
  void kill() throws DockerException, InterruptedException;

  /** Kills it if it runs, and forgets it. */
  void remove() throws DockerException, InterruptedException;

  /** Runs commands inside, their output in the sandbox's {@code stderr}. */
  CommandRunner commands(Path sandbox);

  ResourceStatistics statistics() throws DockerException, InterruptedException;
}
