package io.cellos.mesos.master.api;

import io.cellos.mesos.http.Exchange;
import io.cellos.mesos.http.Refusal;
import io.helidon.http.Status;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.mesos.v1.Protos.MasterInfo;

/**
 * What all endpoints know of this master.
 *
 * @param flags by name, as this program was started
 * @param roles the only ones that there may be, besides {@code *}; if empty, all
 * @param log this program's log file
 */
public record Site(
    MasterInfo self,
    Instant started,
    SortedMap<String, String> flags,
    Set<String> roles,
    Optional<Path> log,
    Supplier<Leadership> leadership) {

  /** The version of Mesos whose interfaces these are. */
  public static final String VERSION = "1.11.0";

  public Site {
    flags = new TreeMap<>(flags);
    roles = Set.copyOf(roles);
  }

  public Optional<String> cluster() {
    return Optional.ofNullable(flags.get("cluster"));
  }

  /** Whether frameworks may use the role. */
  public boolean isKnown(String role) {
    return roles.isEmpty() || roles.contains(role) || role.equals("*");
  }

  /**
   * Nothing if another master leads: then the request is answered with a way there.
   *
   * @throws Refusal 503 if nobody can answer
   */
  public Optional<Leadership.Leading> leading(Exchange exchange) {
    return switch (leadership.get()) {
      case Leadership.Leading leading -> Optional.of(leading);
      case Leadership.Recovering _ ->
          throw new Refusal(Status.SERVICE_UNAVAILABLE_503, "Master has not finished recovery");
      case Leadership.Nobody _ ->
          throw new Refusal(Status.SERVICE_UNAVAILABLE_503, "No leader elected");
      case Leadership.Other(MasterInfo leader) -> {
        exchange.redirect(base(leader) + exchange.target());
        yield Optional.empty();
      }
    };
  }

  /** The way to a master for whatever scheme the client uses. */
  public static String base(MasterInfo master) {
    return "//" + master.getHostname() + ":" + master.getPort();
  }
}
