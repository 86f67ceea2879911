package io.cellos.marathon.core.launch.task;

import io.cellos.marathon.model.LinuxInfo;
import org.apache.mesos.v1.Protos;
import org.apache.mesos.v1.Protos.SeccompInfo;

/** What Linux restricts or shares, as Mesos has it. */
final class Linux {
  private Linux() {}

  static void fill(LinuxInfo linux, Protos.LinuxInfo.Builder info) {
    linux
        .seccomp()
        .ifPresent(
            seccomp -> {
              SeccompInfo.Builder restricted =
                  SeccompInfo.newBuilder().setUnconfined(seccomp.unconfined());
              seccomp.profileName().ifPresent(restricted::setProfileName);
              info.setSeccomp(restricted);
            });
    linux.ipcInfo().ifPresent(ipc -> fill(ipc, info));
  }

  private static void fill(LinuxInfo.IpcInfo ipc, Protos.LinuxInfo.Builder info) {
    ipc.shmSize().ifPresent(info::setShmSize);
    info.setIpcMode(
        switch (ipc.mode()) {
          case PRIVATE -> Protos.LinuxInfo.IpcMode.PRIVATE;
          case SHARE_PARENT -> Protos.LinuxInfo.IpcMode.SHARE_PARENT;
        });
  }
}
