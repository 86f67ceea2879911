package io.cellos.marathon.model;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Where the files of a volume are. */
public sealed interface Volume {
  /** A path on the agent. */
  record Host(String hostPath) implements Volume {}

  /** The value of a secret. */
  record Secret(String secret) implements Volume {}

  /** Scratch space that the containers of one pod instance share. */
  record Ephemeral() implements Volume {}

  /** A volume that a storage provider outside of the agent holds. */
  record External(ExternalStorage storage) implements Volume {}

  /**
   * Space on the agent that stays reserved and keeps its files.
   *
   * @param size in MB
   * @param maxSize for whole disks: the biggest that may be used up
   */
  record Persistent(
      DiskType type,
      long size,
      Optional<Long> maxSize,
      Optional<String> profileName,
      Set<Constraint> constraints)
      implements Volume {
    public Persistent {
      constraints = Copies.set(constraints);
    }
  }

  /** Mesos' kinds of disk. */
  enum DiskType {
    ROOT,
    PATH,
    MOUNT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
