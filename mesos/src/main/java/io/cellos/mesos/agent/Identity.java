package io.cellos.mesos.agent;

import io.cellos.base.error.CellException;
import io.cellos.mesos.agent.checkpoint.AgentFiles;
import io.cellos.protocols.mesos.ResourceTraits;
import io.cellos.protocols.mesos.Resources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.Resource;

/**
 * Who the agent is: the one that worked in this directory before, if it still has what that had.
 *
 * @param info without id if it is a new one
 * @param total its resources with what is reserved and kept
 */
record Identity(AgentInfo info, List<Resource> total) {
  Identity {
    total = List.copyOf(total);
  }

  /**
   * @throws CellException if it can't be the former one
   */
  static Identity of(AgentFlags flags, AgentFiles files) throws IOException {
    AgentInfo now = flags.info();
    Optional<AgentInfo> before = files.agent();
    if (before.isPresent()) {
      compare(before.get(), now, flags);
      now = now.toBuilder().setId(before.get().getId()).build();
    }
    return new Identity(now, apply(now.getResourcesList(), files.savedResources(), flags));
  }

  private static void compare(AgentInfo before, AgentInfo now, AgentFlags flags) {
    Optional<String> difference = difference(before, now, flags.additive());
    if (difference.isPresent()) {
      throw refused(before.getId().getValue() + ": " + difference.get(), flags.workDirectory());
    }
  }

  private static CellException refused(String why, Path directory) {
    return CellException.failed(
        "this is not the agent that it was, " + why,
        "start it as before, or begin a new agent (its tasks are then lost) by removing "
            + directory.resolve("meta"));
  }

  private static Optional<String> difference(AgentInfo before, AgentInfo now, boolean additive) {
    if (!before.getHostname().equals(now.getHostname())) {
      return Optional.of("hostname was " + before.getHostname() + ", is " + now.getHostname());
    }
    if (before.getPort() != now.getPort()) {
      return Optional.of("port was " + before.getPort() + ", is " + now.getPort());
    }
    Resources was = Resources.of(before.getResourcesList());
    Resources is = Resources.of(now.getResourcesList());
    if (!is.contains(was) || (!additive && !was.contains(is))) {
      return Optional.of("resources were " + was + ", are " + is);
    }
    boolean kept = now.getAttributesList().containsAll(before.getAttributesList());
    if (!kept || (!additive && now.getAttributesCount() != before.getAttributesCount())) {
      return Optional.of(
          "attributes were " + before.getAttributesList() + ", are " + now.getAttributesList());
    }
    return Optional.empty();
  }

  /** Puts reservations and volumes in the place of what they were made of. */
  private static List<Resource> apply(
      List<Resource> plain, List<Resource> saved, AgentFlags flags) {
    Resources total = Resources.of(plain);
    for (Resource kept : saved) {
      if (!ResourceTraits.needsCheckpoint(kept)) {
        continue;
      }
      Resources origin = Resources.of(List.of(origin(kept)));
      if (!total.contains(origin)) {
        throw refused(total + " does not contain the reserved " + origin, flags.workDirectory());
      }
      total = total.minus(origin).plus(Resources.of(List.of(kept)));
    }
    return total.list();
  }

  private static Resource origin(Resource kept) {
    Resource.Builder origin = kept.toBuilder().clearShared();
    if (ResourceTraits.isDynamicallyReserved(kept)) {
      Resource.ReservationInfo first = kept.getReservations(0);
      origin.clearReservations();
      if (first.getType() == Resource.ReservationInfo.Type.STATIC) {
        origin.addReservations(first);
      }
    }
    if (kept.getDisk().hasPersistence()) {
      if (kept.getDisk().hasSource()) {
        origin.getDiskBuilder().clearPersistence().clearVolume();
      } else {
        origin.clearDisk();
      }
    }
    return origin.build();
  }
}
