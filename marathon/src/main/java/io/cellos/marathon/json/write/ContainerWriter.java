package io.cellos.marathon.json.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.marathon.json.tree.Trees;
import io.cellos.marathon.model.Container;
import io.cellos.marathon.model.DockerImage;
import io.cellos.marathon.model.PortMapping;

/** An app's container. */
final class ContainerWriter {
  private ContainerWriter() {}

  /**
   * @param mapped whether ports are mapped, which they are on every network but the host's
   */
  static JsonNode write(Container container, boolean mapped) {
    ObjectNode object = Trees.object().put("type", container.engine().name());
    Trees.set(object, "docker", container.docker().map(image -> image(image, container.engine())));
    Trees.set(object, "linuxInfo", container.linuxInfo().map(PartsWriter::linuxInfo));
    object.set("volumes", Trees.array(container.volumes(), VolumeWriter::ofApp));
    if (mapped) {
      object.set("portMappings", Trees.array(container.portMappings(), ContainerWriter::mapping));
    }
    return object;
  }

  private static JsonNode image(DockerImage image, Container.Engine engine) {
    ObjectNode object = Trees.object();
    image
        .credential()
        .ifPresent(
            credential ->
                PartsWriter.put(
                    object.putObject("credential").put("principal", credential.principal()),
                    "secret",
                    credential.secret()));
    image
        .pullConfigSecret()
        .ifPresent(secret -> object.putObject("pullConfig").put("secret", secret));
    object.put("forcePullImage", image.forcePullImage()).put("image", image.image());
    object.set(
        "parameters",
        Trees.array(
            image.parameters(),
            parameter ->
                Trees.object().put("key", parameter.key()).put("value", parameter.value())));
    return object.put("privileged", engine == Container.Engine.DOCKER && image.privileged());
  }

  private static JsonNode mapping(PortMapping mapping) {
    ObjectNode object = Trees.object().put("containerPort", mapping.containerPort());
    PartsWriter.putNumber(object, "hostPort", mapping.hostPort());
    object.set("labels", Trees.labels(mapping.labels()));
    PartsWriter.put(object, "name", mapping.name());
    object.put("protocol", mapping.protocol()).put("servicePort", mapping.servicePort());
    PartsWriter.setUnlessEmpty(object, "networkNames", Trees.texts(mapping.networkNames()));
    return object;
  }
}
