package io.cellos.mesos.agent.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.mesos.v1.Protos.Resource;

/** Persistent volumes among resources. */
public final class Volumes {
  private Volumes() {}

  public static boolean isVolume(Resource resource) {
    return resource.getDisk().hasPersistence();
  }

  /** The role that the volume is reserved for. */
  public static String role(Resource volume) {
    return volume.getReservationsCount() == 0
        ? "*"
        : volume.getReservations(volume.getReservationsCount() - 1).getRole();
  }

  public static String id(Resource volume) {
    return volume.getDisk().getPersistence().getId();
  }

  /** What is to be made and deleted when the agent's resources change so. */
  static List<AgentEffect> changes(List<Resource> before, List<Resource> after) {
    List<AgentEffect> changes = new ArrayList<>();
    before.stream()
        .filter(volume -> isVolume(volume) && !has(after, volume))
        .forEach(volume -> changes.add(new AgentEffect.RemoveVolume(volume)));
    after.stream()
        .filter(volume -> isVolume(volume) && !has(before, volume))
        .forEach(volume -> changes.add(new AgentEffect.MakeVolume(volume)));
    return changes;
  }

  private static boolean has(List<Resource> resources, Resource volume) {
    return resources.stream()
        .filter(Volumes::isVolume)
        .anyMatch(r -> role(r).equals(role(volume)) && Objects.equals(id(r), id(volume)));
  }
}
