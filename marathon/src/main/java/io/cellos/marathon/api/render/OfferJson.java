package io.cellos.marathon.api.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.marathon.json.tree.Trees;
import java.util.List;
import org.apache.mesos.v1.Protos.Attribute;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Value;

/** Offers of Mesos. */
final class OfferJson {
  private OfferJson() {}

  static JsonNode write(Offer offer) {
    ObjectNode object =
        Trees.object()
            .put("id", offer.getId().getValue())
            .put("hostname", offer.getHostname())
            .put("agentId", offer.getAgentId().getValue());
    object.set("resources", Trees.array(offer.getResourcesList(), OfferJson::resource));
    object.set("attributes", Trees.array(offer.getAttributesList(), OfferJson::attribute));
    return object;
  }

  private static JsonNode resource(Resource resource) {
    String role =
        resource.getReservationsCount() == 0
            ? "*"
            : resource.getReservations(resource.getReservationsCount() - 1).getRole();
    ObjectNode object = Trees.object().put("name", resource.getName()).put("role", role);
    put(
        object,
        resource.getType(),
        resource.getScalar().getValue(),
        resource.getRanges().getRangeList(),
        resource.getSet().getItemList());
    return object;
  }

  static JsonNode attribute(Attribute attribute) {
    ObjectNode object = Trees.object().put("name", attribute.getName());
    if (attribute.getType() == Value.Type.TEXT) {
      object.put("text", attribute.getText().getValue());
    } else {
      put(
          object,
          attribute.getType(),
          attribute.getScalar().getValue(),
          attribute.getRanges().getRangeList(),
          attribute.getSet().getItemList());
    }
    return object;
  }

  private static void put(
      ObjectNode object,
      Value.Type type,
      double scalar,
      List<Value.Range> ranges,
      List<String> set) {
    switch (type) {
      case SCALAR -> object.put("scalar", scalar);
      case RANGES -> {
        ArrayNode array = object.putArray("ranges");
        ranges.forEach(
            range -> array.addObject().put("begin", range.getBegin()).put("end", range.getEnd()));
      }
      case SET -> set.forEach(object.putArray("set")::add);
      case TEXT -> {}
    }
  }
}
