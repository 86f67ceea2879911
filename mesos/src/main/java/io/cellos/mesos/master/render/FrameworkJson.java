package io.cellos.mesos.master.render;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cellos.mesos.master.core.view.FrameworkView;
import java.io.IOException;
import java.util.List;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.FrameworkInfo.Capability;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.master.Protos.Response.GetExecutors.Executor;
import org.apache.mesos.v1.master.Protos.Response.GetFrameworks.Framework;

/** A framework, alone or with all that it has. */
public final class FrameworkJson {
  private FrameworkJson() {}

  public static void write(JsonGenerator out, String field, List<FrameworkView> frameworks)
      throws IOException {
    out.writeArrayFieldStart(field);
    for (FrameworkView framework : frameworks) {
      out.writeStartObject();
      summary(out, framework);
      details(out, framework);
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  /** The fields that {@code /state-summary} has too. */
  static void summary(JsonGenerator out, FrameworkView framework) throws IOException {
    Framework summary = framework.summary();
    FrameworkInfo info = summary.getFrameworkInfo();
    out.writeStringField("id", info.getId().getValue());
    out.writeStringField("name", info.getName());
    ResourceJson.write(out, "used_resources", framework.used());
    ResourceJson.write(out, "offered_resources", framework.offered());
    MessageJson.names(
        out,
        "capabilities",
        info.getCapabilitiesList().stream().map(c -> c.getType().name()).toList());
    out.writeStringField("hostname", info.getHostname());
    out.writeStringField("webui_url", info.getWebuiUrl());
    out.writeBooleanField("active", summary.getActive());
    out.writeBooleanField("connected", summary.getConnected());
    out.writeBooleanField("recovered", summary.getRecovered());
  }

  private static void details(JsonGenerator out, FrameworkView framework) throws IOException {
    Framework summary = framework.summary();
    FrameworkInfo info = summary.getFrameworkInfo();
    out.writeStringField("user", info.getUser());
    out.writeNumberField("failover_timeout", info.getFailoverTimeout());
    out.writeBooleanField("checkpoint", info.getCheckpoint());
    MessageJson.write(out, "registered_time", summary.getRegisteredTime());
    MessageJson.write(out, "unregistered_time", summary.getUnregisteredTime());
    if (info.hasPrincipal()) {
      out.writeStringField("principal", info.getPrincipal());
    }
    ResourceJson.write(out, "resources", framework.used().plus(framework.offered()));
    if (summary.hasReregisteredTime()
        && !summary.getReregisteredTime().equals(summary.getRegisteredTime())) {
      MessageJson.write(out, "reregistered_time", summary.getReregisteredTime());
    }
    role(out, info);
    TaskJson.write(out, "tasks", framework.tasks());
    TaskJson.write(out, "unreachable_tasks", framework.unreachable());
    TaskJson.write(out, "completed_tasks", framework.completed());
    out.writeArrayFieldStart("offers");
    for (Offer offer : summary.getOffersList()) {
      offer(out, offer);
    }
    out.writeEndArray();
    out.writeArrayFieldStart("executors");
    for (Executor executor : framework.executors()) {
      ExecutorJson.write(out, executor);
    }
    out.writeEndArray();
    if (info.hasLabels()) {
      MessageJson.write(out, info.getLabels());
    }
    MessageJson.write(out, "offer_constraints", summary.getOfferConstraints());
  }

  @SuppressWarnings("deprecation") // what frameworks without MULTI_ROLE have
  public static void role(JsonGenerator out, FrameworkInfo info) throws IOException {
    if (info.getCapabilitiesList().stream()
        .anyMatch(c -> c.getType() == Capability.Type.MULTI_ROLE)) {
      MessageJson.names(out, "roles", info.getRolesList());
    } else {
      out.writeStringField("role", info.getRole());
    }
  }

  private static void offer(JsonGenerator out, Offer offer) throws IOException {
    out.writeStartObject();
    out.writeStringField("id", offer.getId().getValue());
    out.writeStringField("framework_id", offer.getFrameworkId().getValue());
    MessageJson.write(out, "allocation_info", offer.getAllocationInfo());
    out.writeStringField("slave_id", offer.getAgentId().getValue());
    ResourceJson.write(out, "resources", offer.getResourcesList());
    out.writeEndObject();
  }
}
