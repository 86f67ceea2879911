package io.cellos.mesos.master.render;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.apache.mesos.v1.Protos.ContainerStatus;
import org.apache.mesos.v1.Protos.NetworkInfo;
import org.apache.mesos.v1.Protos.Task;
import org.apache.mesos.v1.Protos.TaskStatus;

/** A task. */
public final class TaskJson {
  private TaskJson() {}

  public static void write(JsonGenerator out, Task task) throws IOException {
    out.writeStartObject();
    out.writeStringField("id", task.getTaskId().getValue());
    out.writeStringField("name", task.getName());
    out.writeStringField("framework_id", task.getFrameworkId().getValue());
    out.writeStringField("executor_id", task.getExecutorId().getValue());
    out.writeStringField("slave_id", task.getAgentId().getValue());
    out.writeStringField("state", task.getState().name());
    ResourceJson.write(out, "resources", task.getResourcesList());
    if (task.getLimitsCount() > 0) {
      out.writeObjectFieldStart("limits");
      for (var limit : task.getLimitsMap().entrySet()) {
        out.writeNumberField(limit.getKey(), limit.getValue().getValue());
      }
      out.writeEndObject();
    }
    out.writeStringField(
        "role",
        task.getResourcesCount() == 0 ? "*" : task.getResources(0).getAllocationInfo().getRole());
    out.writeArrayFieldStart("statuses");
    for (TaskStatus status : task.getStatusesList()) {
      status(out, status);
    }
    out.writeEndArray();
    if (task.hasUser()) {
      out.writeStringField("user", task.getUser());
    }
    if (task.hasLabels()) {
      MessageJson.write(out, task.getLabels());
    }
    if (task.hasDiscovery()) {
      MessageJson.write(out, "discovery", task.getDiscovery());
    }
    if (task.hasContainer()) {
      MessageJson.write(out, "container", task.getContainer());
    }
    if (task.hasHealthCheck()) {
      MessageJson.write(out, "health_check", task.getHealthCheck());
    }
    out.writeEndObject();
  }

  public static void write(JsonGenerator out, String field, List<Task> tasks) throws IOException {
    out.writeArrayFieldStart(field);
    for (Task task : tasks) {
      write(out, task);
    }
    out.writeEndArray();
  }

  private static void status(JsonGenerator out, TaskStatus status) throws IOException {
    out.writeStartObject();
    out.writeStringField("state", status.getState().name());
    out.writeNumberField("timestamp", status.getTimestamp());
    if (status.hasLabels()) {
      MessageJson.write(out, status.getLabels());
    }
    if (status.hasContainerStatus()) {
      container(out, status.getContainerStatus());
    }
    if (status.hasHealthy()) {
      out.writeBooleanField("healthy", status.getHealthy());
    }
    out.writeEndObject();
  }

  private static void container(JsonGenerator out, ContainerStatus status) throws IOException {
    out.writeObjectFieldStart("container_status");
    if (status.hasContainerId()) {
      MessageJson.write(out, "container_id", status.getContainerId());
    }
    if (status.getNetworkInfosCount() > 0) {
      out.writeArrayFieldStart("network_infos");
      for (NetworkInfo info : status.getNetworkInfosList()) {
        network(out, info);
      }
      out.writeEndArray();
    }
    if (status.hasCgroupInfo()) {
      MessageJson.write(out, "cgroup_info", status.getCgroupInfo());
    }
    out.writeEndObject();
  }

  private static void network(JsonGenerator out, NetworkInfo info) throws IOException {
    out.writeStartObject();
    if (info.getGroupsCount() > 0) {
      MessageJson.names(out, "groups", info.getGroupsList());
    }
    if (info.hasLabels()) {
      MessageJson.write(out, info.getLabels());
    }
    if (info.getIpAddressesCount() > 0) {
      MessageJson.write(out, "ip_addresses", info.getIpAddressesList());
    }
    if (info.hasName()) {
      out.writeStringField("name", info.getName());
    }
    if (info.getPortMappingsCount() > 0) {
      MessageJson.write(out, "port_mappings", info.getPortMappingsList());
    }
    out.writeEndObject();
  }
}
