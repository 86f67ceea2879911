package io.cellos.mesos.agent.check;

import java.net.InetAddress;
import java.util.List;

/**
 * Where a task is.
 *
 * @param addresses where its ports may be; the first that takes a connection is asked
 * @param commands runs commands where it runs
 */
public record Target(List<InetAddress> addresses, CommandRunner commands) {
  public Target {
    addresses = List.copyOf(addresses);
  }
}
