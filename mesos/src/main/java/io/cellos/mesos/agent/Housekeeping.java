package io.cellos.mesos.agent;

import io.cellos.mesos.agent.api.AgentMetrics;
import io.cellos.mesos.agent.checkpoint.WorkDir;
import io.cellos.mesos.agent.core.Run;
import io.cellos.mesos.agent.files.GarbageCollector;
import io.cellos.mesos.agent.files.LogRotation;
import io.cellos.mesos.agent.files.VirtualFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.mesos.v1.Protos.AgentID;

/** Sandboxes are shown while they are there, their logs rotated, and deleted some day. */
final class Housekeeping implements AutoCloseable {
  private final WorkDir dir;
  private final VirtualFiles files;
  private final LogRotation rotation;
  private final GarbageCollector garbage;

  Housekeeping(WorkDir dir, VirtualFiles files, GarbageCollector.Settings settings)
      throws IOException {
    this.dir = dir;
    this.files = files;
    this.rotation = LogRotation.start(LogRotation.Settings.defaults());
    this.garbage =
        GarbageCollector.start(
            Files.createDirectories(dir.root().resolve("slaves")),
            dir.meta().resolve("garbage"),
            settings,
            sandbox -> files.detach(sandbox.toString()));
  }

  void measure(AgentMetrics metrics) {
    metrics.gauge("gc/path_removals_pending", garbage::pending);
    metrics.gauge("gc/path_removals_succeeded", garbage::succeeded);
    metrics.gauge("gc/path_removals_failed", garbage::failed);
  }

  void begun(AgentID agent, Run run) {
    Path sandbox = dir.sandbox(agent, run);
    files.attach(sandbox.toString(), sandbox);
    files.attach(latest(run), sandbox);
    rotation.watch(sandbox);
  }

  /** A path that needs no knowledge of where the agent works. */
  private static String latest(Run run) {
    return "/frameworks/" + run.framework() + "/executors/" + run.executor() + "/runs/latest";
  }

  void retired(AgentID agent, Run run) {
    Path sandbox = dir.sandbox(agent, run);
    rotation.unwatch(sandbox);
    garbage.schedule(sandbox);
  }

  @Override
  public void close() {
    garbage.close();
    rotation.close();
  }
}
