package io.cellos.protocols.mesos;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.base.json.Json;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Resource.ReservationInfo;
import org.apache.mesos.v1.Protos.Value;

/** Resources as the flag {@code --resources} and logs have them. */
@SuppressWarnings("deprecation") // Mesos deprecates what old clients send
final class ResourceText {
  private ResourceText() {}

  /**
   * Reads {@code cpus:2;mem(role):1024;ports:[8081-32000]}, or a JSON array of Resource messages.
   *
   * @param defaultRole for resources that name none
   */
  static List<Resource> parse(String text, String defaultRole) throws WireException {
    List<Resource> found =
        text.stripLeading().startsWith("[") ? json(text, defaultRole) : plain(text, defaultRole);
    List<Resource> result = new ArrayList<>();
    for (Resource resource : found) {
      ResourceCheck.require(resource);
      result.add(ResourceFormat.upgrade(resource));
    }
    requireFitForFlag(result);
    return result;
  }

  private static List<Resource> json(String text, String defaultRole) throws WireException {
    List<Resource> found = new ArrayList<>();
    for (JsonNode element : tree(text)) {
      Resource.Builder resource = Resource.newBuilder();
      try {
        ProtoJson.merge(element, resource);
      } catch (WireException e) {
        throw new WireException(
            "Some JSON resources were not formatted properly: " + e.getMessage(), e);
      }
      if (!resource.hasRole() && resource.getReservationsCount() == 0) {
        resource.setRole(defaultRole);
      }
      found.add(resource.build());
    }
    return found;
  }

  private static JsonNode tree(String text) throws WireException {
    try {
      return Json.tree(text.getBytes(StandardCharsets.UTF_8));
    } catch (UncheckedIOException e) {
      throw new WireException("Resources are not JSON: " + e.getCause().getMessage(), e);
    }
  }

  private static List<Resource> plain(String text, String defaultRole) throws WireException {
    List<Resource> found = new ArrayList<>();
    for (String token : text.split(";", 0)) {
      if (!token.isEmpty()) {
        found.add(one(token, defaultRole));
      }
    }
    return found;
  }

  private static Resource one(String token, String defaultRole) throws WireException {
    String[] pair = token.split(":", -1);
    if (pair.length != 2 || pair[0].isEmpty() || pair[1].isEmpty()) {
      throw new WireException("Bad value for resources, missing or extra ':' in " + token);
    }
    int open = pair[0].indexOf('(');
    int close = pair[0].indexOf(')');
    if (close < open || (open < 0 && close >= 0)) {
      throw new WireException("Bad value for resources, mismatched parentheses in " + token);
    }
    String name = (open < 0 ? pair[0] : pair[0].substring(0, open)).strip();
    String role = open < 0 ? defaultRole : pair[0].substring(open + 1, close).strip();
    return resource(name, role, ValueText.parse(pair[1]));
  }

  private static Resource resource(String name, String role, Value value) throws WireException {
    Resource.Builder resource =
        Resource.newBuilder().setName(name).setType(value.getType()).setRole(role);
    switch (value.getType()) {
      case SCALAR -> resource.setScalar(value.getScalar());
      case RANGES -> resource.setRanges(value.getRanges());
      case SET -> resource.setSet(value.getSet());
      case TEXT ->
          throw new WireException(
              "Bad type for resource %s value %s type TEXT"
                  .formatted(name, value.getText().getValue()));
    }
    return resource.build();
  }

  private static void requireFitForFlag(List<Resource> resources) throws WireException {
    Map<String, Value.Type> types = new HashMap<>();
    for (Resource resource : resources) {
      if (ResourceTraits.isPersistentVolume(resource)) {
        throw new WireException("Persistent volumes cannot be specified at the command line");
      }
      if (resource.hasRevocable()) {
        throw new WireException("Revocable resources cannot be specified at the command line");
      }
      if (ResourceTraits.isDynamicallyReserved(resource)) {
        throw new WireException("Dynamic reservations cannot be specified at the command line");
      }
      Value.Type before = types.putIfAbsent(resource.getName(), resource.getType());
      if (before != null && before != resource.getType()) {
        throw new WireException(
            "Resources with the same name ('%s') but different types are not allowed"
                .formatted(resource.getName()));
      }
    }
  }

  /** {@code cpus(reservations: [(STATIC,web)]):2}, and just {@code cpus:2} where nobody has it. */
  static String print(Resource r) {
    StringBuilder text = new StringBuilder(r.getName());
    if (r.hasAllocationInfo()) {
      text.append("(allocated: ").append(r.getAllocationInfo().getRole()).append(')');
    }
    if (r.getReservationsCount() > 0) {
      text.append(
          r.getReservationsList().stream()
              .map(ResourceText::print)
              .collect(Collectors.joining(",", "(reservations: [", "])")));
    }
    if (r.getDisk().hasPersistence()) {
      text.append('[').append(r.getDisk().getPersistence().getId()).append(']');
    }
    return text.append(':').append(amount(r)).toString();
  }

  private static String print(ReservationInfo reservation) {
    String principal = reservation.hasPrincipal() ? "," + reservation.getPrincipal() : "";
    return "(" + reservation.getType() + "," + reservation.getRole() + principal + ")";
  }

  private static String amount(Resource r) {
    return switch (r.getType()) {
      case SCALAR -> ValueText.print(r.getScalar());
      case RANGES -> ValueText.print(r.getRanges());
      case SET -> ValueText.print(r.getSet());
      case TEXT -> "";
    };
  }
}
