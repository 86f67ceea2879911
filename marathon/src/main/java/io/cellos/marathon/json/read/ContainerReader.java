package io.cellos.marathon.json.read;

import static io.cellos.marathon.json.tree.Trees.field;
import static io.cellos.marathon.json.tree.Trees.items;
import static io.cellos.marathon.json.tree.Trees.labels;
import static io.cellos.marathon.json.tree.Trees.number;
import static io.cellos.marathon.json.tree.Trees.text;
import static io.cellos.marathon.json.tree.Trees.texts;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.marathon.model.Container;
import io.cellos.marathon.model.DockerImage;
import io.cellos.marathon.model.PortMapping;

/** An app's container. */
final class ContainerReader {
  private ContainerReader() {}

  static Container read(JsonNode container) {
    return new Container(
        Container.Engine.valueOf(container.get("type").textValue()),
        field(container, "docker").map(ContainerReader::image),
        items(container, "volumes").stream().map(VolumeReader::ofApp).toList(),
        items(container, "portMappings").stream().map(ContainerReader::mapping).toList(),
        PartsReader.linuxInfo(container));
  }

  private static DockerImage image(JsonNode docker) {
    return new DockerImage(
        docker.get("image").textValue(),
        docker.get("forcePullImage").booleanValue(),
        docker.get("privileged").booleanValue(),
        items(docker, "parameters").stream()
            .map(
                parameter ->
                    new DockerImage.Parameter(
                        parameter.get("key").textValue(), parameter.get("value").textValue()))
            .toList(),
        field(docker, "credential")
            .map(
                credential ->
                    new DockerImage.Credential(
                        credential.get("principal").textValue(), text(credential, "secret"))),
        text(docker.path("pullConfig"), "secret"));
  }

  private static PortMapping mapping(JsonNode mapping) {
    return new PortMapping(
        mapping.get("containerPort").intValue(),
        number(mapping, "hostPort"),
        mapping.get("servicePort").intValue(),
        mapping.get("protocol").textValue(),
        text(mapping, "name"),
        labels(mapping, "labels"),
        texts(mapping, "networkNames"));
  }
}
