package io.cellos.marathon.core.launch.task;

import io.cellos.marathon.model.Check;
import io.cellos.marathon.model.Command;
import io.cellos.marathon.model.HealthCheck;
import io.cellos.marathon.model.PortReference;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos;
import org.apache.mesos.v1.Protos.CheckInfo;
import org.apache.mesos.v1.Protos.HealthCheck.HTTPCheckInfo;
import org.apache.mesos.v1.Protos.HealthCheck.TCPCheckInfo;
import org.apache.mesos.v1.Protos.NetworkInfo;

/**
 * Checks that Mesos makes. It makes them in the task's container, so they ask for the port as it is
 * there. A check of a port that the task does not have is left out.
 */
final class MesosChecks {
  private MesosChecks() {}

  /** The first of those that Mesos is to make: it makes only one. */
  static Optional<Protos.HealthCheck> health(Collection<HealthCheck> checks, List<TaskPort> ports) {
    return checks.stream()
        .filter(check -> check.protocol().byMesos())
        .flatMap(check -> health(check, ports).stream())
        .findFirst();
  }

  private static Optional<Protos.HealthCheck> health(HealthCheck check, List<TaskPort> ports) {
    Protos.HealthCheck.Builder health =
        Protos.HealthCheck.newBuilder()
            .setGracePeriodSeconds(seconds(check.gracePeriod()))
            .setIntervalSeconds(seconds(check.interval()))
            .setTimeoutSeconds(seconds(check.timeout()))
            .setConsecutiveFailures(check.maxConsecutiveFailures())
            .setDelaySeconds(seconds(check.delay()));
    if (check.command().isPresent()) {
      Command command = check.command().get();
      return Optional.of(
          health
              .setType(Protos.HealthCheck.Type.COMMAND)
              .setCommand(Protobuf.command(command))
              .build());
    }
    return port(check.port(), check.portReference(), ports)
        .map(
            port ->
                check.protocol().isHttp()
                    ? health
                        .setType(Protos.HealthCheck.Type.HTTP)
                        .setHttp(http(check, port))
                        .build()
                    : health.setType(Protos.HealthCheck.Type.TCP).setTcp(tcp(check, port)).build());
  }

  private static HTTPCheckInfo http(HealthCheck check, int port) {
    HTTPCheckInfo.Builder http =
        HTTPCheckInfo.newBuilder()
            .setScheme(check.protocol() == HealthCheck.Protocol.MESOS_HTTPS ? "https" : "http")
            .setPort(port)
            .setProtocol(protocol(check));
    check.path().ifPresent(http::setPath);
    return http.build();
  }

  private static TCPCheckInfo tcp(HealthCheck check, int port) {
    return TCPCheckInfo.newBuilder().setPort(port).setProtocol(protocol(check)).build();
  }

  private static NetworkInfo.Protocol protocol(HealthCheck check) {
    return switch (check.ipProtocol()) {
      case IPV4 -> NetworkInfo.Protocol.IPv4;
      case IPV6 -> NetworkInfo.Protocol.IPv6;
    };
  }

  static Optional<CheckInfo> check(Optional<Check> check, List<TaskPort> ports) {
    return check.flatMap(there -> check(there, ports));
  }

  private static Optional<CheckInfo> check(Check check, List<TaskPort> ports) {
    CheckInfo.Builder info =
        CheckInfo.newBuilder()
            .setIntervalSeconds(seconds(check.interval()))
            .setTimeoutSeconds(seconds(check.timeout()))
            .setDelaySeconds(seconds(check.delay()));
    return switch (check.probe()) {
      case Check.Probe.Exec exec ->
          Optional.of(
              info.setType(CheckInfo.Type.COMMAND)
                  .setCommand(
                      CheckInfo.Command.newBuilder().setCommand(Protobuf.command(exec.command())))
                  .build());
      case Check.Probe.Tcp tcp ->
          port(tcp.port(), tcp.portReference(), ports)
              .map(
                  port ->
                      info.setType(CheckInfo.Type.TCP)
                          .setTcp(CheckInfo.Tcp.newBuilder().setPort(port))
                          .build());
      case Check.Probe.Http http ->
          port(http.port(), http.portReference(), ports)
              .map(port -> info.setType(CheckInfo.Type.HTTP).setHttp(http(http, port)).build());
    };
  }

  private static CheckInfo.Http.Builder http(Check.Probe.Http probe, int port) {
    CheckInfo.Http.Builder http = CheckInfo.Http.newBuilder().setPort(port);
    probe.path().ifPresent(http::setPath);
    return http;
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  /** A number as it is; else the port that is meant; the first if nothing is said. */
  private static Optional<Integer> port(
      Optional<Integer> number, Optional<PortReference> reference, List<TaskPort> ports) {
    if (number.isPresent()) {
      return number;
    }
    PortReference meant = reference.orElse(new PortReference.ByIndex(0));
    return switch (meant) {
      case PortReference.ByIndex index ->
          ports.stream().skip(index.index()).findFirst().map(TaskPort::inside);
      case PortReference.ByName name ->
          ports.stream()
              .filter(port -> port.name().equals(Optional.of(name.name())))
              .findFirst()
              .map(TaskPort::inside);
    };
  }
}
