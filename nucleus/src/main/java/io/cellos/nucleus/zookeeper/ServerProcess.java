package io.cellos.nucleus.zookeeper;

import io.cellos.base.process.JavaCommand;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One run of a ZooKeeper server as a child JVM in this program's process group. */
public final class ServerProcess {
  private final Process process;
  private final SuperUser superUser;
  private final CompletableFuture<Void> ended;

  private ServerProcess(Process process, SuperUser superUser, Runnable onExit) {
    this.process = process;
    this.superUser = superUser;
    this.ended = process.onExit().thenRun(onExit);
  }

  /**
   * Starts the server.
   *
   * @param configuration the static configuration file
   * @param logDirectory gets {@code zookeeper.log}, and {@code zookeeper.out} for what the JVM says
   * @param onExit runs once when the process has ended, for whatever reason
   */
  public static ServerProcess start(
      JavaCommand java, int heapMegabytes, Path configuration, Path logDirectory, Runnable onExit)
      throws IOException {
    List<String> command =
        java.of(
            heapMegabytes,
            Map.of("zookeeper.jmx.log4j.disable", "true"),
            ZooKeeperMain.class,
            configuration.toString(),
            logDirectory.resolve("zookeeper.log").toString());
    File output = logDirectory.resolve("zookeeper.out").toFile();
    Process process =
        new ProcessBuilder(command)
            .directory(configuration.getParent().toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output))
            .start();
    SuperUser superUser = SuperUser.random();
    try {
      OutputStream line = process.getOutputStream();
      line.write((superUser.digest() + "\n").getBytes(StandardCharsets.UTF_8));
      line.flush();
    } catch (IOException e) {
      process.destroyForcibly();
      throw e;
    }
    return new ServerProcess(process, superUser, onExit);
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /** Its exit status, for the log. */
  public int exitStatus() {
    return process.exitValue();
  }

  /** The right to reconfigure this run of the server. */
  public SuperUser superUser() {
    return superUser;
  }

  /** Asks it to end, and kills it if it has not by then. Returns when it has ended. */
  public void stop(Duration grace) {
    process.destroy();
    try {
      if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }

  /** Kills it at once; for a server that hangs. */
  public void kill() {
    process.destroyForcibly();
    ended.join();
  }
}
