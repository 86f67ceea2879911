package io.cellos.marathon.model;

import java.util.Optional;

/** What Linux restricts or shares for a container. */
public record LinuxInfo(Optional<Seccomp> seccomp, Optional<IpcInfo> ipcInfo) {
  /** A profile of system calls, or none at all. */
  public record Seccomp(Optional<String> profileName, boolean unconfined) {}

  /** Shared memory, with its size in MB if it is private. */
  public record IpcInfo(IpcMode mode, Optional<Integer> shmSize) {}

  /** Whose shared memory. */
  public enum IpcMode {
    PRIVATE,
    SHARE_PARENT
  }
}
