package io.cellos.mesos.master.render;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cellos.protocols.mesos.Resources;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Value;

/**
 * Amounts of resources by name, whoever they are reserved for: {@code {"cpus":2.0, …,
 * "ports":"[8081-32000]"}}.
 */
public final class ResourceJson {
  private static final List<String> ALWAYS = List.of("cpus", "gpus", "mem", "disk");

  private ResourceJson() {}

  public static void write(JsonGenerator out, String field, Resources resources)
      throws IOException {
    write(out, field, resources.list());
  }

  public static void write(JsonGenerator out, String field, Collection<Resource> resources)
      throws IOException {
    Map<String, Long> scalars = new LinkedHashMap<>();
    ALWAYS.forEach(name -> scalars.put(name, 0L));
    Map<String, List<Value.Range>> ranges = new TreeMap<>();
    Map<String, List<String>> sets = new TreeMap<>();
    for (Resource r : resources) {
      String name = r.hasRevocable() ? r.getName() + "_revocable" : r.getName();
      switch (r.getType()) {
        case SCALAR -> scalars.merge(name, Math.round(r.getScalar().getValue() * 1000), Long::sum);
        case RANGES ->
            ranges
                .computeIfAbsent(name, n -> new ArrayList<>())
                .addAll(r.getRanges().getRangeList());
        case SET ->
            sets.computeIfAbsent(name, n -> new ArrayList<>()).addAll(r.getSet().getItemList());
        case TEXT -> {}
      }
    }
    out.writeObjectFieldStart(field);
    for (Map.Entry<String, Long> scalar : scalars.entrySet()) {
      out.writeNumberField(scalar.getKey(), scalar.getValue() / 1000.0);
    }
    for (Map.Entry<String, List<Value.Range>> range : ranges.entrySet()) {
      out.writeStringField(range.getKey(), text(range.getValue()));
    }
    for (Map.Entry<String, List<String>> set : sets.entrySet()) {
      out.writeStringField(set.getKey(), set(set.getValue()));
    }
    out.writeEndObject();
  }

  /** By the role that they are reserved for, each amount as above. */
  public static void writeReserved(JsonGenerator out, String field, Resources resources)
      throws IOException {
    out.writeObjectFieldStart(field);
    for (Map.Entry<String, Resources> role : resources.reservations().entrySet()) {
      write(out, role.getKey(), role.getValue());
    }
    out.writeEndObject();
  }

  /** Only the scalars that there are, as in {@code /roles}. */
  static void writeQuantities(JsonGenerator out, String field, Resources resources)
      throws IOException {
    out.writeObjectFieldStart(field);
    for (Map.Entry<String, Double> sum : resources.scalars().entrySet()) {
      out.writeNumberField(sum.getKey(), sum.getValue());
    }
    out.writeEndObject();
  }

  static String text(List<Value.Range> ranges) {
    return ranges.stream()
        .map(range -> range.getBegin() + "-" + range.getEnd())
        .collect(Collectors.joining(", ", "[", "]"));
  }

  static String set(List<String> items) {
    return String.join(", ", items).transform(text -> "{" + text + "}");
  }
}
