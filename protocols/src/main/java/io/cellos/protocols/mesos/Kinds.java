package io.cellos.protocols.mesos;

import java.util.HashSet;
import java.util.List;
import org.apache.mesos.v1.Protos.Labels;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Resource.DiskInfo;
import org.apache.mesos.v1.Protos.Resource.ReservationInfo;

/** Which resources are of the same kind, so that their amounts can be added and taken away. */
final class Kinds {
  private Kinds() {}

  static boolean canAdd(Resource a, Resource b) {
    return same(a, b) && !isIndivisible(a);
  }

  /** Of what can't be divided only all of it can be taken. */
  static boolean canTake(Resource from, Resource part) {
    return same(from, part) && (!isIndivisible(from) || Values.sameAmount(from, part));
  }

  /** A persistent volume, a disk of its own, or something shared: each stands for itself. */
  private static boolean isIndivisible(Resource r) {
    if (r.hasShared()) {
      return true;
    }
    if (!r.hasDisk()) {
      return false;
    }
    DiskInfo.Source source = r.getDisk().getSource();
    return r.getDisk().hasPersistence()
        || switch (source.getType()) {
          case MOUNT, BLOCK -> true;
          case RAW -> source.hasId();
          case PATH, UNKNOWN -> false;
        };
  }

  /** Whether the two differ in their amount only. */
  static boolean same(Resource a, Resource b) {
    return a.getName().equals(b.getName())
        && a.getType() == b.getType()
        && a.hasShared() == b.hasShared()
        && a.hasRevocable() == b.hasRevocable()
        && a.getProviderId().equals(b.getProviderId())
        && a.hasAllocationInfo() == b.hasAllocationInfo()
        && a.getAllocationInfo().equals(b.getAllocationInfo())
        && sameReservations(a.getReservationsList(), b.getReservationsList())
        && sameDisk(a, b);
  }

  private static boolean sameReservations(List<ReservationInfo> a, List<ReservationInfo> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (!sameReservation(a.get(i), b.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameReservation(ReservationInfo a, ReservationInfo b) {
    return a.getType() == b.getType()
        && a.getRole().equals(b.getRole())
        && a.hasPrincipal() == b.hasPrincipal()
        && a.getPrincipal().equals(b.getPrincipal())
        && a.hasLabels() == b.hasLabels()
        && sameLabels(a.getLabels(), b.getLabels());
  }

  /** Labels have no order. */
  static boolean sameLabels(Labels a, Labels b) {
    return a.equals(b)
        || (a.getLabelsCount() == b.getLabelsCount()
            && new HashSet<>(a.getLabelsList()).equals(new HashSet<>(b.getLabelsList())));
  }

  /** Where a volume is mounted says how it is used, not what it is; so does its principal. */
  private static boolean sameDisk(Resource a, Resource b) {
    DiskInfo left = a.getDisk();
    DiskInfo right = b.getDisk();
    return a.hasDisk() == b.hasDisk()
        && left.hasSource() == right.hasSource()
        && left.getSource().equals(right.getSource())
        && left.hasPersistence() == right.hasPersistence()
        && left.getPersistence().getId().equals(right.getPersistence().getId());
  }
}
