package io.cellos.marathon.json.normal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.marathon.json.tree.Trees;
import io.cellos.marathon.model.InvalidObjectException;
import io.cellos.marathon.model.Problem;
import java.util.Optional;

/** Networks as {@code ipAddress} and {@code container.docker.network} asked for them. */
final class OldNetworks {
  private OldNetworks() {}

  /**
   * @param app an app, or changes to one
   * @param networks its new field; absent if nothing is said
   */
  static Optional<JsonNode> translate(
      JsonNode app, Optional<JsonNode> networks, String bridgeName) {
    Optional<String> docker = Trees.text(app.path("container").path("docker"), "network");
    JsonNode address = app.path("ipAddress");
    if (docker.isEmpty() && address.isMissingNode()) {
      return networks;
    }
    if (networks.isPresent()) {
      throw new InvalidObjectException(
          Problem.WHOLE, "cannot mix deprecated and canonical network APIs");
    }
    Optional<String> name = Trees.text(address, "networkName");
    if (docker.isEmpty()) {
      return name.filter(bridgeName::equals).isPresent()
          ? network("container/bridge", Optional.empty(), address)
          : network("container", name, address);
    }
    return switch (docker.get()) {
      case "HOST" -> network("host", Optional.empty(), Trees.object());
      case "USER" -> network("container", name, address);
      case "BRIDGE" -> network("container/bridge", Optional.empty(), address);
      default ->
          throw new InvalidObjectException(
              Problem.WHOLE, "unsupported docker network type " + docker.get());
    };
  }

  private static Optional<JsonNode> network(String mode, Optional<String> name, JsonNode address) {
    ArrayNode networks = Trees.array();
    ObjectNode network = networks.addObject();
    name.ifPresent(given -> network.put("name", given));
    network.put("mode", mode);
    Trees.set(
        network, "labels", Trees.field(address, "labels").filter(labels -> !labels.isEmpty()));
    return Optional.of(networks);
  }
}
