package io.cellos.mesos.master.render;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cellos.mesos.master.core.view.AgentView;
import io.cellos.mesos.master.core.view.FrameworkView;
import io.cellos.mesos.master.core.view.MasterView;
import java.io.IOException;

/** Agents and frameworks with numbers of tasks in place of the tasks. */
public final class SummaryJson {
  private SummaryJson() {}

  public static void fields(JsonGenerator out, MasterView view) throws IOException {
    TaskCounts counts = new TaskCounts(view.frameworks());
    out.writeArrayFieldStart("slaves");
    for (AgentView agent : view.agents()) {
      out.writeStartObject();
      AgentJson.fields(out, agent);
      counts.write(out, agent.summary().getAgentInfo().getId().getValue(), "framework_ids");
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeArrayFieldStart("frameworks");
    for (FrameworkView framework : view.frameworks()) {
      out.writeStartObject();
      FrameworkJson.summary(out, framework);
      counts.write(out, framework.summary().getFrameworkInfo().getId().getValue(), "slave_ids");
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
