package io.cellos.marathon.model;

/** When an app or a pod became what it is. */
public sealed interface VersionInfo {
  Timestamp version();

  /** The version that the instances' configuration is of: scaling does not change it. */
  Timestamp lastConfigChange();

  /** A version that asks for a restart, because no instance is of it. */
  record None() implements VersionInfo {
    @Override
    public Timestamp version() {
      return Timestamp.ZERO;
    }

    @Override
    public Timestamp lastConfigChange() {
      return Timestamp.ZERO;
    }
  }

  /** As it comes from outside, before it is compared with what was there. */
  record Only(Timestamp version) implements VersionInfo {
    @Override
    public Timestamp lastConfigChange() {
      return version;
    }
  }

  /** As it is stored. */
  record Full(Timestamp version, Timestamp lastScalingAt, Timestamp lastConfigChange)
      implements VersionInfo {}

  /** A new app, or one whose configuration changes. */
  static VersionInfo.Full changed(Timestamp version) {
    return new Full(version, version, version);
  }

  default VersionInfo.Full scaled(Timestamp version) {
    return new Full(version, version, lastConfigChange());
  }

  default VersionInfo.Full restarted(Timestamp version) {
    return new Full(version, this instanceof Full full ? full.lastScalingAt : version(), version);
  }
}
