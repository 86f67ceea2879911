package io.cellos.marathon.json.read;

import static io.cellos.marathon.json.tree.Trees.field;
import static io.cellos.marathon.json.tree.Trees.flag;
import static io.cellos.marathon.json.tree.Trees.items;
import static io.cellos.marathon.json.tree.Trees.labels;
import static io.cellos.marathon.json.tree.Trees.number;
import static io.cellos.marathon.json.tree.Trees.text;
import static io.cellos.marathon.json.tree.Trees.texts;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.marathon.model.PodContainer;
import io.cellos.marathon.model.VolumeMount;

/** A container of a pod. */
final class PodContainerReader {
  private PodContainerReader() {}

  static PodContainer read(JsonNode container) {
    JsonNode lifecycle = container.path("lifecycle");
    return new PodContainer(
        container.get("name").textValue(),
        field(container, "exec")
            .map(
                exec ->
                    new PodContainer.Exec(
                        PartsReader.command(exec.get("command")),
                        flag(exec, "overrideEntrypoint"))),
        PartsReader.resources(container.get("resources")),
        PartsReader.limits(container),
        items(container, "endpoints").stream().map(PodContainerReader::endpoint).toList(),
        field(container, "image").map(PodContainerReader::image),
        PartsReader.env(container, "environment"),
        text(container, "user"),
        field(container, "healthCheck").map(CheckReader::healthOfPod),
        field(container, "check").map(CheckReader::check),
        items(container, "volumeMounts").stream()
            .map(
                mount ->
                    new VolumeMount(
                        mount.get("name").textValue(),
                        mount.get("mountPath").textValue(),
                        PartsReader.isSet(mount, "readOnly")))
            .toList(),
        PartsReader.artifacts(container, "artifacts"),
        labels(container, "labels"),
        field(lifecycle, "killGracePeriodSeconds")
            .map(ignored -> PartsReader.seconds(lifecycle, "killGracePeriodSeconds")),
        flag(container, "tty"),
        PartsReader.linuxInfo(container));
  }

  private static PodContainer.Endpoint endpoint(JsonNode endpoint) {
    return new PodContainer.Endpoint(
        endpoint.get("name").textValue(),
        number(endpoint, "containerPort"),
        number(endpoint, "hostPort"),
        texts(endpoint, "protocol"),
        labels(endpoint, "labels"),
        texts(endpoint, "networkNames"));
  }

  private static PodContainer.Image image(JsonNode image) {
    return new PodContainer.Image(
        image.get("id").textValue(),
        text(image.path("pullConfig"), "secret"),
        flag(image, "forcePull"),
        labels(image, "labels"));
  }
}
