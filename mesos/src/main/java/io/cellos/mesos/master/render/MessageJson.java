package io.cellos.mesos.master.render;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.Message;
import io.cellos.protocols.mesos.ProtoJson;
import java.io.IOException;
import java.util.List;
import org.apache.mesos.v1.Protos.Labels;
import org.apache.mesos.v1.Protos.TimeInfo;

/** Parts that are shown as their messages are. */
public final class MessageJson {
  private MessageJson() {}

  public static void write(JsonGenerator out, String field, Message message) throws IOException {
    out.writeFieldName(field);
    out.writeTree(ProtoJson.tree(message));
  }

  public static void write(JsonGenerator out, String field, List<? extends Message> messages)
      throws IOException {
    out.writeArrayFieldStart(field);
    for (Message message : messages) {
      out.writeTree(ProtoJson.tree(message));
    }
    out.writeEndArray();
  }

  /** Without the object around them that the message has. */
  public static void write(JsonGenerator out, Labels labels) throws IOException {
    write(out, "labels", labels.getLabelsList());
  }

  public static void write(JsonGenerator out, String field, TimeInfo time) throws IOException {
    out.writeNumberField(field, time.getNanoseconds() / 1e9);
  }

  /** The names of enums that are single fields of messages, such as capabilities. */
  public static void names(JsonGenerator out, String field, List<String> names) throws IOException {
    out.writeArrayFieldStart(field);
    for (String name : names) {
      out.writeString(name);
    }
    out.writeEndArray();
  }
}
