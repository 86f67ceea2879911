package io.cellos.mesos.agent.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cellos.mesos.agent.core.AgentView;
import io.cellos.mesos.agent.core.AgentView.ExecutorView;
import io.cellos.mesos.master.render.AgentJson;
import io.cellos.mesos.master.render.FrameworkJson;
import io.cellos.mesos.master.render.MessageJson;
import io.cellos.mesos.master.render.ResourceJson;
import io.cellos.mesos.master.render.TaskJson;
import io.cellos.protocols.mesos.ResourceFormat;
import io.cellos.protocols.mesos.Resources;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.mesos.v1.Protos.Attribute;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.VersionInfo;

/** {@code /state} as Mesos' agent prints it. */
final class StateJson {
  private final AgentSite site;
  private final AgentView view;
  private final JsonGenerator out;

  StateJson(AgentSite site, AgentView view, JsonGenerator out) {
    this.site = site;
    this.view = view;
    this.out = out;
  }

  static void version(JsonGenerator out) throws IOException {
    VersionInfo version = AgentSite.version();
    out.writeStringField("version", version.getVersion());
    out.writeStringField("build_date", version.getBuildDate());
    out.writeNumberField("build_time", version.getBuildTime());
    out.writeStringField("build_user", version.getBuildUser());
  }

  static void flags(JsonGenerator out, AgentSite site) throws IOException {
    out.writeObjectFieldStart("flags");
    for (Map.Entry<String, String> flag : site.flags().entrySet()) {
      out.writeStringField(flag.getKey(), flag.getValue());
    }
    out.writeEndObject();
  }

  void write() throws IOException {
    version(out);
    out.writeNumberField("start_time", site.started().toEpochMilli() / 1000.0);
    out.writeStringField("id", view.agent().getId().getValue());
    out.writeStringField("pid", "slave(1)@" + site.address());
    out.writeStringField("hostname", view.agent().getHostname());
    MessageJson.names(
        out,
        "capabilities",
        List.of("MULTI_ROLE", "HIERARCHICAL_ROLE", "RESERVATION_REFINEMENT", "AGENT_DRAINING"));
    if (view.agent().hasDomain()) {
      MessageJson.write(out, "domain", view.agent().getDomain());
    }
    if (view.drain().isPresent()) {
      MessageJson.write(out, "drain_config", view.drain().get());
    }
    resources();
    out.writeObjectFieldStart("attributes");
    for (Attribute attribute : view.agent().getAttributesList()) {
      AgentJson.attribute(out, attribute);
    }
    out.writeEndObject();
    if (site.master().get().isPresent()) {
      out.writeStringField("master_hostname", site.master().get().get().getHost());
    }
    if (site.flags().containsKey("log_dir")) {
      out.writeStringField("log_dir", site.flags().get("log_dir"));
    }
    flags(out, site);
    frameworks();
  }

  private void resources() throws IOException {
    Resources total = Resources.of(view.total());
    ResourceJson.write(out, "resources", total);
    ResourceJson.writeReserved(out, "reserved_resources", total);
    ResourceJson.write(out, "unreserved_resources", total.unreserved());
    out.writeObjectFieldStart("reserved_resources_full");
    for (Map.Entry<String, Resources> role : total.reservations().entrySet()) {
      AgentJson.full(out, role.getKey(), role.getValue());
    }
    out.writeEndObject();
    MessageJson.write(
        out,
        "unreserved_resources_full",
        total.unreserved().list().stream().map(ResourceFormat::forEndpoint).toList());
    Resources allocated = Resources.of(view.allocated());
    ResourceJson.writeReserved(out, "reserved_resources_allocated", allocated);
    ResourceJson.write(out, "unreserved_resources_allocated", allocated.unreserved());
    MessageJson.names(out, "resource_providers", List.of());
  }

  /** A framework is current while it has an executor that is. */
  private void frameworks() throws IOException {
    Map<String, List<ExecutorView>> current = byFramework(view.executors());
    Map<String, List<ExecutorView>> over = byFramework(view.completed());
    out.writeArrayFieldStart("frameworks");
    for (Map.Entry<String, List<ExecutorView>> framework : current.entrySet()) {
      framework(framework.getValue(), over.getOrDefault(framework.getKey(), List.of()));
    }
    out.writeEndArray();
    over.keySet().removeAll(current.keySet());
    out.writeArrayFieldStart("completed_frameworks");
    for (List<ExecutorView> executors : over.values()) {
      framework(List.of(), executors);
    }
    out.writeEndArray();
  }

  private static Map<String, List<ExecutorView>> byFramework(List<ExecutorView> executors) {
    return executors.stream()
        .collect(
            Collectors.groupingBy(
                e -> e.run().framework(), LinkedHashMap::new, Collectors.toList()));
  }

  private void framework(List<ExecutorView> executors, List<ExecutorView> completed)
      throws IOException {
    FrameworkInfo info =
        Stream.concat(executors.stream(), completed.stream()).findFirst().orElseThrow().framework();
    out.writeStartObject();
    out.writeStringField("id", info.getId().getValue());
    out.writeStringField("name", info.getName());
    out.writeStringField("user", info.getUser());
    out.writeNumberField("failover_timeout", info.getFailoverTimeout());
    out.writeBooleanField("checkpoint", info.getCheckpoint());
    out.writeStringField("hostname", info.getHostname());
    if (info.hasPrincipal()) {
      out.writeStringField("principal", info.getPrincipal());
    }
    FrameworkJson.role(out, info);
    executors("executors", executors);
    executors("completed_executors", completed);
    out.writeEndObject();
  }

  private void executors(String field, List<ExecutorView> executors) throws IOException {
    out.writeArrayFieldStart(field);
    for (ExecutorView executor : executors) {
      executor(executor);
    }
    out.writeEndArray();
  }

  private void executor(ExecutorView executor) throws IOException {
    out.writeStartObject();
    out.writeStringField("id", executor.run().executor());
    out.writeStringField("name", executor.executor().getName());
    out.writeStringField("source", executor.run().executor());
    out.writeStringField("container", executor.run().container());
    out.writeStringField("directory", site.sandboxes().of(view, executor).toString());
    ResourceJson.write(out, "resources", executor.allocated());
    if (executor.executor().getResourcesCount() > 0) {
      out.writeStringField(
          "role", executor.executor().getResources(0).getAllocationInfo().getRole());
    }
    if (executor.executor().hasLabels()) {
      MessageJson.write(out, executor.executor().getLabels());
    }
    if (executor.executor().hasType()) {
      out.writeStringField("type", executor.executor().getType().name());
    }
    TaskJson.write(out, "tasks", executor.tasks());
    out.writeArrayFieldStart("queued_tasks");
    for (TaskInfo task : executor.queued()) {
      queued(task);
    }
    out.writeEndArray();
    TaskJson.write(
        out,
        "completed_tasks",
        Stream.concat(executor.completed().stream(), executor.terminated().stream()).toList());
    out.writeEndObject();
  }

  private void queued(TaskInfo task) throws IOException {
    out.writeStartObject();
    out.writeStringField("id", task.getTaskId().getValue());
    out.writeStringField("name", task.getName());
    out.writeStringField("slave_id", task.getAgentId().getValue());
    ResourceJson.write(out, "resources", task.getResourcesList());
    out.writeStringField("executor_id", task.getExecutor().getExecutorId().getValue());
    CommandInfo command = task.getCommand();
    if (task.hasCommand()) {
      MessageJson.write(out, "command", command);
    }
    out.writeEndObject();
  }
}
