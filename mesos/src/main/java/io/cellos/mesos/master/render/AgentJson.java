package io.cellos.mesos.master.render;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cellos.mesos.master.core.view.AgentView;
import io.cellos.protocols.mesos.ResourceFormat;
import io.cellos.protocols.mesos.Resources;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.Attribute;
import org.apache.mesos.v1.master.Protos.Response.GetAgents.Agent;

/** An agent. */
public final class AgentJson {
  private AgentJson() {}

  /** The fields of a registered agent in {@code /state}. */
  static void fields(JsonGenerator out, AgentView agent) throws IOException {
    Agent summary = agent.summary();
    info(out, summary.getAgentInfo());
    out.writeStringField("pid", summary.getPid());
    MessageJson.write(out, "registered_time", summary.getRegisteredTime());
    if (summary.hasReregisteredTime()) {
      MessageJson.write(out, "reregistered_time", summary.getReregisteredTime());
    }
    ResourceJson.write(out, "resources", agent.total());
    ResourceJson.write(out, "used_resources", agent.used());
    ResourceJson.write(out, "offered_resources", agent.offered());
    ResourceJson.writeReserved(out, "reserved_resources", agent.total());
    ResourceJson.write(out, "unreserved_resources", agent.total().unreserved());
    out.writeBooleanField("active", summary.getActive());
    out.writeBooleanField("deactivated", summary.getDeactivated());
    out.writeStringField("version", summary.getVersion());
    MessageJson.names(
        out,
        "capabilities",
        summary.getCapabilitiesList().stream().map(c -> c.getType().name()).toList());
    if (summary.hasDrainInfo()) {
      MessageJson.write(out, "drain_info", summary.getDrainInfo());
    }
    if (summary.hasEstimatedDrainStartTime()) {
      MessageJson.write(
          out, "estimated_drain_start_time_seconds", summary.getEstimatedDrainStartTime());
    }
  }

  public static void write(JsonGenerator out, String field, List<AgentView> agents)
      throws IOException {
    out.writeArrayFieldStart(field);
    for (AgentView agent : agents) {
      out.writeStartObject();
      fields(out, agent);
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  /** As {@code /slaves} has them: with all that operators need to give resources back. */
  public static void writeFull(JsonGenerator out, String field, List<AgentView> agents)
      throws IOException {
    out.writeArrayFieldStart(field);
    for (AgentView agent : agents) {
      out.writeStartObject();
      fields(out, agent);
      out.writeObjectFieldStart("reserved_resources_full");
      for (Map.Entry<String, Resources> role : agent.total().reservations().entrySet()) {
        full(out, role.getKey(), role.getValue());
      }
      out.writeEndObject();
      full(out, "unreserved_resources_full", agent.total().unreserved());
      full(out, "used_resources_full", agent.used());
      full(out, "offered_resources_full", agent.offered());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  public static void full(JsonGenerator out, String field, Resources resources) throws IOException {
    MessageJson.write(
        out, field, resources.list().stream().map(ResourceFormat::forEndpoint).toList());
  }

  /** Those that are known from the registry only. */
  public static void writeRecovered(JsonGenerator out, String field, List<AgentInfo> agents)
      throws IOException {
    out.writeArrayFieldStart(field);
    for (AgentInfo agent : agents) {
      out.writeStartObject();
      info(out, agent);
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void info(JsonGenerator out, AgentInfo info) throws IOException {
    out.writeStringField("id", info.getId().getValue());
    out.writeStringField("hostname", info.getHostname());
    out.writeNumberField("port", info.getPort());
    out.writeObjectFieldStart("attributes");
    for (Attribute attribute : info.getAttributesList()) {
      attribute(out, attribute);
    }
    out.writeEndObject();
    if (info.hasDomain()) {
      MessageJson.write(out, "domain", info.getDomain());
    }
  }

  public static void attribute(JsonGenerator out, Attribute attribute) throws IOException {
    String name = attribute.getName();
    switch (attribute.getType()) {
      case SCALAR -> out.writeNumberField(name, attribute.getScalar().getValue());
      case RANGES ->
          out.writeStringField(name, ResourceJson.text(attribute.getRanges().getRangeList()));
      case SET -> out.writeStringField(name, ResourceJson.set(attribute.getSet().getItemList()));
      case TEXT -> out.writeStringField(name, attribute.getText().getValue());
    }
  }
}
