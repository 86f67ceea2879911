package io.cellos.mesos.agent.api;

import com.google.protobuf.ByteString;
import io.cellos.mesos.agent.core.AgentView;
import io.cellos.mesos.agent.core.AgentView.ExecutorView;
import io.cellos.mesos.agent.core.Kind;
import io.cellos.mesos.agent.files.FilesException;
import io.cellos.mesos.agent.files.VirtualFiles;
import io.cellos.mesos.agent.launch.Launcher;
import io.cellos.mesos.http.Refusal;
import io.helidon.http.Status;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.Metric;
import org.apache.mesos.v1.Protos.Task;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.agent.Protos.Call;
import org.apache.mesos.v1.agent.Protos.Response;

/** Calls of {@code /api/v1} that change nothing. */
final class Reads {
  private final AgentSite site;
  private final AgentMetrics metrics;
  private final VirtualFiles files;
  private final ContainersView containers;

  Reads(AgentSite site, AgentMetrics metrics, VirtualFiles files, Launcher launcher) {
    this.site = site;
    this.metrics = metrics;
    this.files = files;
    this.containers = new ContainersView(site, launcher);
  }

  Response.GetHealth health() {
    return Response.GetHealth.newBuilder().setHealthy(true).build();
  }

  Response.GetFlags flags() {
    Response.GetFlags.Builder flags = Response.GetFlags.newBuilder();
    site.flags().forEach((name, value) -> flags.addFlagsBuilder().setName(name).setValue(value));
    return flags.build();
  }

  Response.GetMetrics metrics() throws IOException, InterruptedException {
    Response.GetMetrics.Builder all = Response.GetMetrics.newBuilder();
    metrics
        .of(site.view().now(), site.started())
        .forEach(
            (name, value) -> all.addMetrics(Metric.newBuilder().setName(name).setValue(value)));
    return all.build();
  }

  Response.GetAgent agent() throws InterruptedException {
    AgentView view = site.view().now();
    Response.GetAgent.Builder agent = Response.GetAgent.newBuilder().setAgentInfo(view.agent());
    view.drain().ifPresent(agent::setDrainConfig);
    return agent.build();
  }

  Response.GetState state() throws InterruptedException {
    AgentView view = site.view().now();
    return Response.GetState.newBuilder()
        .setGetTasks(tasks(view))
        .setGetExecutors(executors(view))
        .setGetFrameworks(frameworks(view))
        .build();
  }

  Response.GetTasks tasks() throws InterruptedException {
    return tasks(site.view().now());
  }

  private static Response.GetTasks tasks(AgentView view) {
    Response.GetTasks.Builder tasks = Response.GetTasks.newBuilder();
    for (ExecutorView executor : view.executors()) {
      executor
          .queued()
          .forEach(
              queued ->
                  tasks.addQueuedTasks(
                      Task.newBuilder()
                          .setName(queued.getName())
                          .setTaskId(queued.getTaskId())
                          .setFrameworkId(executor.run().frameworkId())
                          .setExecutorId(executor.run().executorId())
                          .setAgentId(view.agent().getId())
                          .setState(TaskState.TASK_STAGING)
                          .addAllResources(queued.getResourcesList())));
      tasks.addAllLaunchedTasks(executor.tasks());
      tasks.addAllTerminatedTasks(executor.terminated());
      tasks.addAllCompletedTasks(executor.completed());
    }
    view.completed().forEach(executor -> tasks.addAllCompletedTasks(executor.completed()));
    return tasks.build();
  }

  Response.GetExecutors executors() throws InterruptedException {
    return executors(site.view().now());
  }

  private static Response.GetExecutors executors(AgentView view) {
    Response.GetExecutors.Builder executors = Response.GetExecutors.newBuilder();
    view.executors().stream()
        .filter(e -> e.kind() != Kind.COMMAND)
        .forEach(e -> executors.addExecutorsBuilder().setExecutorInfo(e.executor()));
    view.completed().stream()
        .filter(e -> e.kind() != Kind.COMMAND)
        .forEach(e -> executors.addCompletedExecutorsBuilder().setExecutorInfo(e.executor()));
    return executors.build();
  }

  Response.GetFrameworks frameworks() throws InterruptedException {
    return frameworks(site.view().now());
  }

  private static Response.GetFrameworks frameworks(AgentView view) {
    Map<String, FrameworkInfo> current = byId(view.executors());
    Map<String, FrameworkInfo> over = byId(view.completed());
    over.keySet().removeAll(current.keySet());
    Response.GetFrameworks.Builder frameworks = Response.GetFrameworks.newBuilder();
    current.values().forEach(f -> frameworks.addFrameworksBuilder().setFrameworkInfo(f));
    over.values().forEach(f -> frameworks.addCompletedFrameworksBuilder().setFrameworkInfo(f));
    return frameworks.build();
  }

  private static Map<String, FrameworkInfo> byId(List<ExecutorView> executors) {
    Map<String, FrameworkInfo> byId = new LinkedHashMap<>();
    executors.forEach(e -> byId.put(e.run().framework(), e.framework()));
    return byId;
  }

  Response.GetContainers containers(Call.GetContainers call) throws InterruptedException {
    return Response.GetContainers.newBuilder()
        .addAllContainers(containers.now(call.getShowNested()))
        .build();
  }

  Response.ListFiles list(Call.ListFiles call) {
    try {
      return Response.ListFiles.newBuilder().addAllFileInfos(files.browse(call.getPath())).build();
    } catch (FilesException e) {
      throw refusal(e);
    }
  }

  Response.ReadFile read(Call.ReadFile call) {
    try {
      VirtualFiles.Portion portion =
          files.read(
              call.getPath(),
              call.getOffset(),
              call.hasLength() ? OptionalLong.of(call.getLength()) : OptionalLong.empty());
      return Response.ReadFile.newBuilder()
          .setSize(portion.size())
          .setData(ByteString.copyFrom(portion.data()))
          .build();
    } catch (FilesException e) {
      throw refusal(e);
    }
  }

  private static Refusal refusal(FilesException e) {
    return new Refusal(
        switch (e.kind()) {
          case INVALID -> Status.BAD_REQUEST_400;
          case NOT_FOUND -> Status.NOT_FOUND_404;
          case FAILED -> Status.INTERNAL_SERVER_ERROR_500;
        },
        e.getMessage());
  }
}
