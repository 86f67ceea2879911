package io.cellos.mesos.master.api;

import org.apache.mesos.v1.Protos.VersionInfo;

/** What this program says it is. */
final class BuildInfo {
  private BuildInfo() {}

  static VersionInfo version() {
    return VersionInfo.newBuilder()
        .setVersion(Site.VERSION)
        .setBuildDate("2026-11-23 00:00:00")
        .setBuildTime(1_795_392_000)
        .setBuildUser("cell-os")
        .build();
  }
}
