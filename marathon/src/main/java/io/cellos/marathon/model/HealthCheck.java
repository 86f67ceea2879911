package io.cellos.marathon.model;

import java.time.Duration;
import java.util.Optional;

/**
 * How is found out whether a task is well.
 *
 * @param protocol who asks, and how
 * @param command for {@code COMMAND} only
 * @param path for HTTP only; absent is {@code /}
 * @param port a port by its number, whether or not it is one of the task's
 * @param portReference one of the task's ports; absent, like port, if the only one is meant
 * @param ignoreHttp1xx whether answers 100 to 199 say nothing; Marathon's own HTTP checks only
 * @param delay before the first check; Mesos' checks only
 */
public record HealthCheck(
    Protocol protocol,
    Optional<Command> command,
    Optional<String> path,
    Optional<Integer> port,
    Optional<PortReference> portReference,
    boolean ignoreHttp1xx,
    IpProtocol ipProtocol,
    Duration gracePeriod,
    Duration interval,
    Duration timeout,
    int maxConsecutiveFailures,
    Duration delay) {
  public static final Duration DEFAULT_DELAY = Duration.ofSeconds(15);

  /** By whom and how; those of Mesos are made by the executor on the agent. */
  public enum Protocol {
    HTTP,
    HTTPS,
    TCP,
    COMMAND,
    MESOS_TCP,
    MESOS_HTTP,
    MESOS_HTTPS;

    public boolean byMesos() {
      return switch (this) {
        case HTTP, HTTPS, TCP -> false;
        case COMMAND, MESOS_TCP, MESOS_HTTP, MESOS_HTTPS -> true;
      };
    }

    public boolean isHttp() {
      return switch (this) {
        case HTTP, HTTPS, MESOS_HTTP, MESOS_HTTPS -> true;
        case TCP, COMMAND, MESOS_TCP -> false;
      };
    }
  }

  /** The task's address that is asked. */
  public enum IpProtocol {
    IPV4("IPv4"),
    IPV6("IPv6");

    private final String text;

    IpProtocol(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  public HealthCheck {
    Checks.require(
        command.isPresent() == (protocol == Protocol.COMMAND), "COMMAND, and only it, has one");
    Checks.require(
        !gracePeriod.isNegative()
            && !interval.isNegative()
            && !timeout.isNegative()
            && !delay.isNegative()
            && maxConsecutiveFailures >= 0,
        "times and counts must not be negative");
  }
}
