package io.cellos.node.aws.testing;

import io.cellos.base.process.ProcessGroups;
import io.cellos.base.process.ProcessRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/**
 * This machine with a {@code /etc}, {@code /opt}, {@code /usr/local} and {@code /var/lib} whose
 * changes nobody else sees, and with stand-ins for what Amazon Linux has: {@code systemctl} starts
 * the unit, {@code dnf} finds nothing, {@code cfn-signal} writes down what it is told.
 */
public final class BootMachine implements AutoCloseable {
  private static final String PRIVATE =
      """
      set -e
      mount -t tmpfs tmpfs "$1"
      for folder in etc opt usr/local var/lib; do
        upper=$1/${folder//\\//-}
        mkdir "$upper" "$upper.work"
        mount -t overlay overlay -o "lowerdir=/$folder,upperdir=$upper,workdir=$upper.work" "/$folder"
      done
      echo there
      exec sleep infinity
      """;
  private static final String SYSTEMCTL =
      """
      #!/bin/bash
      echo "systemctl $*" >>calls
      case $1 in
        start | restart)
          unit=/etc/systemd/system/$2
          [[ -f pid && $1 == start ]] && exit
          [[ -f pid ]] && kill -- -"$(<pid)"
          cat >run <<END
      set -a; . $(sed -n 's/^EnvironmentFile=//p' $unit); set +a
      cd $(sed -n 's/^WorkingDirectory=//p' $unit)
      exec $(sed -n 's/^ExecStart=//p' $unit)
      END
          env -i setsid bash run </dev/null >node.out 2>&1 &
          echo $! >pid
          ;;
      esac
      """;
  private static final String CALLED =
      """
      #!/bin/bash
      echo "$(basename $0) $*" >>calls
      [[ $(basename $0) != dnf ]]
      """;

  private final Path directory;
  private final Map<String, String> environment;
  private final ProcessRef holder;

  private BootMachine(Path directory, Map<String, String> environment, ProcessRef holder) {
    this.directory = directory;
    this.environment = environment;
    this.holder = holder;
  }

  /** Skips the test by name where such a machine can't be had. */
  public static BootMachine start(Path directory, Map<String, String> environment)
      throws IOException, InterruptedException {
    boolean can =
        new ProcessBuilder("unshare", "--mount", "true").start().waitFor() == 0
            && new ProcessBuilder("sh", "-c", "command -v aws").start().waitFor() == 0;
    Assumptions.assumeTrue(can, "needs root's unshare, and the aws command");
    for (String name : List.of("systemctl", "dnf", "cfn-signal")) {
      Path file = Files.createDirectories(directory.resolve("bin")).resolve(name);
      Files.writeString(file, name.equals("systemctl") ? SYSTEMCTL : CALLED);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Path layers = Files.createDirectories(directory.resolve("layers"));
    Path said = directory.resolve("said");
    ProcessRef holder =
        ProcessGroups.start(
            List.of("unshare", "--mount", "bash", "-c", PRIVATE, "private", layers.toString()),
            directory,
            System.getenv(),
            said);
    while (!Files.readString(said).contains("there")) {
      Assumptions.assumeTrue(
          ProcessGroups.isAlive(holder.pid()), () -> "can't mount overlays: " + said);
      Thread.onSpinWait();
    }
    Map<String, String> all = new HashMap<>(environment);
    all.put("PATH", directory.resolve("bin") + ":" + System.getenv("PATH"));
    all.put("JAVA_HOME", System.getProperty("java.home"));
    return new BootMachine(directory, all, holder);
  }

  /** Runs the boot script; returns its status and what it printed. */
  public String boot() throws IOException, InterruptedException {
    Path script = directory.resolve("boot");
    try (InputStream in = BootMachine.class.getResourceAsStream("/boot/boot")) {
      Files.write(script, in.readAllBytes());
    }
    return run(environment, "bash", script.toString());
  }

  /** Runs a command as somebody who logged in would, with an environment of nothing. */
  public String run(String... words) throws IOException, InterruptedException {
    return run(Map.of("PATH", "/usr/bin:/bin"), words);
  }

  private String run(Map<String, String> environment, String... words)
      throws IOException, InterruptedException {
    List<String> all =
        new ArrayList<>(List.of("nsenter", "-t", "" + holder.pid(), "-m", "--wd=" + directory));
    all.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = process.inputReader().readAllAsString();
    return process.waitFor() + " " + output.strip();
  }

  /**
   * What systemctl, dnf and cfn-signal were called with since the last time that this was asked.
   */
  public List<String> calls() throws IOException {
    Path calls = directory.resolve("calls");
    List<String> lines = Files.readAllLines(calls);
    Files.delete(calls);
    return lines;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    Path pid = directory.resolve("pid");
    if (Files.exists(pid)) {
      ProcessGroups.stop(Long.parseLong(Files.readString(pid).strip()), Duration.ofSeconds(10));
    }
    ProcessGroups.stop(holder.pid(), Duration.ofSeconds(1));
  }
}
