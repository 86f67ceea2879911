package io.cellos.backend.local.cell;

import io.cellos.model.Role;
import java.util.Locale;

/** A service of the cell that has a load balancer. */
public enum Service {
  ZOOKEEPER(2, Role.NUCLEUS, 8181, "/health"),
  MESOS(3, Role.STATELESS_BODY, 5050, "/health"),
  MARATHON(4, Role.STATELESS_BODY, 8080, "/ping"),
  GATEWAY(5, Role.MEMBRANE, 80, "/");

  private final int host;
  private final Role role;
  private final int port;
  private final String healthPath;

  Service(int host, Role role, int port, String healthPath) {
    this.host = host;
    this.role = role;
    this.port = port;
    this.healthPath = healthPath;
  }

  /** The last number of its load balancer's address. */
  public int host() {
    return host;
  }

  /** Whose nodes offer it. */
  public Role role() {
    return role;
  }

  /** Where its nodes listen. */
  public int port() {
    return port;
  }

  /** What answers 200 while the service is well. */
  public String healthPath() {
    return healthPath;
  }

  /** Lower case, as in the names of load balancers. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
