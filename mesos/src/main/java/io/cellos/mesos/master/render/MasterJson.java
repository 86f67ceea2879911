package io.cellos.mesos.master.render;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import org.apache.mesos.v1.Protos.MasterInfo;
import org.apache.mesos.v1.Protos.VersionInfo;

/** A master itself. */
public final class MasterJson {
  private MasterJson() {}

  /** The fields of {@code /version}. */
  public static void version(JsonGenerator out, VersionInfo version) throws IOException {
    out.writeStringField("version", version.getVersion());
    out.writeStringField("build_date", version.getBuildDate());
    out.writeNumberField("build_time", version.getBuildTime());
    out.writeStringField("build_user", version.getBuildUser());
  }

  /** The fields of {@code /state} about the master that leads and answers. */
  public static void leader(JsonGenerator out, MasterInfo self, Instant started, Instant elected)
      throws IOException {
    out.writeNumberField("start_time", started.toEpochMilli() / 1000.0);
    out.writeNumberField("elected_time", elected.toEpochMilli() / 1000.0);
    out.writeStringField("id", self.getId());
    out.writeStringField("pid", self.getPid());
    out.writeStringField("hostname", self.getHostname());
    MessageJson.names(
        out,
        "capabilities",
        self.getCapabilitiesList().stream().map(c -> c.getType().name()).toList());
    out.writeStringField("leader", self.getPid());
    out.writeObjectFieldStart("leader_info");
    out.writeStringField("id", self.getId());
    out.writeStringField("pid", self.getPid());
    out.writeNumberField("port", self.getPort());
    out.writeStringField("hostname", self.getHostname());
    out.writeEndObject();
  }
}
