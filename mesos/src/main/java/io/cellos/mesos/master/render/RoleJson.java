package io.cellos.mesos.master.render;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cellos.mesos.master.core.view.RoleView;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.Value;
import org.apache.mesos.v1.quota.Protos.QuotaConfig;

/** Roles with their quotas and what they hold. */
public final class RoleJson {
  private RoleJson() {}

  public static void write(JsonGenerator out, String field, List<RoleView> roles)
      throws IOException {
    out.writeArrayFieldStart(field);
    for (RoleView role : roles) {
      out.writeStartObject();
      out.writeStringField("name", role.name());
      out.writeNumberField("weight", role.weight());
      quota(out, role);
      ResourceJson.writeQuantities(out, "resources", role.allocated().plus(role.offered()));
      ResourceJson.writeQuantities(out, "allocated", role.allocated());
      ResourceJson.writeQuantities(out, "offered", role.offered());
      ResourceJson.writeQuantities(out, "reserved", role.reserved());
      MessageJson.names(
          out, "frameworks", role.frameworks().stream().map(FrameworkID::getValue).toList());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void quota(JsonGenerator out, RoleView role) throws IOException {
    QuotaConfig quota = role.quota().orElse(QuotaConfig.getDefaultInstance());
    out.writeObjectFieldStart("quota");
    out.writeStringField("role", role.name());
    scalars(out, "guarantee", quota.getGuaranteesMap());
    scalars(out, "limit", quota.getLimitsMap());
    out.writeObjectFieldStart("consumed");
    for (Map.Entry<String, Double> amount : new TreeMap<>(role.consumed()).entrySet()) {
      out.writeNumberField(amount.getKey(), amount.getValue());
    }
    out.writeEndObject();
    out.writeEndObject();
  }

  private static void scalars(JsonGenerator out, String field, Map<String, Value.Scalar> amounts)
      throws IOException {
    out.writeObjectFieldStart(field);
    for (Map.Entry<String, Value.Scalar> amount : new TreeMap<>(amounts).entrySet()) {
      out.writeNumberField(amount.getKey(), amount.getValue().getValue());
    }
    out.writeEndObject();
  }
}
