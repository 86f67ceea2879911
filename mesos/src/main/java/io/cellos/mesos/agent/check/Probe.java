package io.cellos.mesos.agent.check;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import org.apache.mesos.v1.Protos.CheckInfo;
import org.apache.mesos.v1.Protos.CheckStatusInfo;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.HealthCheck;
import org.apache.mesos.v1.Protos.NetworkInfo.Protocol;

/** One look at a task. */
interface Probe {
  /**
   * @return what was found out
   * @throws IOException if nothing was
   */
  CheckStatusInfo look() throws IOException, InterruptedException;

  static Probe of(CheckInfo check, Target target) {
    return switch (check.getType()) {
      case COMMAND -> command(check.getCommand().getCommand(), target);
      case HTTP ->
          new HttpProbe(
              "http", target.addresses(), check.getHttp().getPort(), check.getHttp().getPath());
      case TCP -> new TcpProbe(target.addresses(), check.getTcp().getPort());
      case UNKNOWN -> throw new IllegalArgumentException("a check without a type");
    };
  }

  static Probe of(HealthCheck check, Target target) {
    return switch (check.getType()) {
      case COMMAND -> command(check.getCommand(), target);
      case HTTP ->
          new HttpProbe(
              check.getHttp().hasScheme() ? check.getHttp().getScheme() : "http",
              addresses(check.getHttp().getProtocol(), target),
              check.getHttp().getPort(),
              check.getHttp().getPath());
      case TCP ->
          new TcpProbe(addresses(check.getTcp().getProtocol(), target), check.getTcp().getPort());
      case UNKNOWN -> throw new IllegalArgumentException("a health check without a type");
    };
  }

  private static List<InetAddress> addresses(Protocol protocol, Target target) {
    return protocol == Protocol.IPv6 ? List.of(InetAddress.ofLiteral("::1")) : target.addresses();
  }

  private static Probe command(CommandInfo command, Target target) {
    return () -> {
      int code = target.commands().run(command);
      return CheckStatusInfo.newBuilder()
          .setType(CheckInfo.Type.COMMAND)
          .setCommand(CheckStatusInfo.Command.newBuilder().setExitCode(code))
          .build();
    };
  }
}
