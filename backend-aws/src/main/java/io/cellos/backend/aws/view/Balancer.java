package io.cellos.backend.aws.view;

import io.cellos.backend.aws.stack.CellStack;
import java.util.List;
import java.util.Optional;

/**
 * One load balancer of a cell, as its stack names it.
 *
 * @param suffix of its name, after the cell's
 * @param outputs what its outputs of the stack begin with
 */
record Balancer(String suffix, String outputs) {
  /** Those that are listed, in that order. */
  static final List<Balancer> ALL =
      List.of(
          new Balancer("zookeeper", "Zookeeper"),
          new Balancer("mesos", "Mesos"),
          new Balancer("marathon", "Marathon"),
          new Balancer("gateway", "Gateway"),
          new Balancer("gw-int", "GatewayInternal"));

  /** Those behind which the cell's own services are. */
  static final List<Balancer> SERVICES = ALL.subList(0, 3);

  String name(CellStack stack) {
    return stack.cell() + "-" + suffix;
  }

  /** Empty while the stack is still being made. */
  Optional<String> url(CellStack stack) {
    return stack.output(outputs + "Url");
  }

  Optional<String> targetGroup(CellStack stack) {
    return stack.output(outputs + "TargetGroup");
  }

  /** How many targets there are, and pass the health check. */
  record Targets(int healthy, int all) {
    static final Targets NONE = new Targets(0, 0);
  }
}
