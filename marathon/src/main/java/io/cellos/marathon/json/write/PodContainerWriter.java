package io.cellos.marathon.json.write;

import static io.cellos.marathon.json.write.PartsWriter.number;
import static io.cellos.marathon.json.write.PartsWriter.setUnlessEmpty;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.marathon.json.tree.Trees;
import io.cellos.marathon.model.PodContainer;

/** A container of a pod. */
final class PodContainerWriter {
  private PodContainerWriter() {}

  static JsonNode write(PodContainer container) {
    ObjectNode object = Trees.object().put("name", container.name());
    container
        .exec()
        .ifPresent(
            exec -> {
              ObjectNode part = object.putObject("exec");
              part.set("command", PartsWriter.command(exec.command()));
              exec.overrideEntrypoint().ifPresent(flag -> part.put("overrideEntrypoint", flag));
            });
    ObjectNode resources = object.putObject("resources");
    resources.set("cpus", number(container.resources().cpus()));
    resources.set("mem", number(container.resources().mem()));
    resources.set("disk", number(container.resources().disk()));
    resources.put("gpus", container.resources().gpus());
    Trees.set(object, "resourceLimits", container.resourceLimits().map(PartsWriter::limits));
    setUnlessEmpty(
        object, "endpoints", Trees.array(container.endpoints(), PodContainerWriter::endpoint));
    Trees.set(object, "linuxInfo", container.linuxInfo().map(PartsWriter::linuxInfo));
    Trees.set(object, "image", container.image().map(PodContainerWriter::image));
    setUnlessEmpty(object, "environment", PartsWriter.env(container.env()));
    PartsWriter.put(object, "user", container.user());
    Trees.set(object, "healthCheck", container.healthCheck().map(CheckWriter::healthOfPod));
    Trees.set(object, "check", container.check().map(CheckWriter::check));
    setUnlessEmpty(
        object,
        "volumeMounts",
        Trees.array(
            container.volumeMounts(),
            mount ->
                Trees.object()
                    .put("name", mount.name())
                    .put("mountPath", mount.mountPath())
                    .put("readOnly", mount.readOnly())));
    setUnlessEmpty(object, "artifacts", PartsWriter.artifacts(container.artifacts()));
    setUnlessEmpty(object, "labels", Trees.labels(container.labels()));
    container
        .killGracePeriod()
        .ifPresent(
            grace ->
                object
                    .putObject("lifecycle")
                    .set("killGracePeriodSeconds", number(grace.toMillis() / 1000.0)));
    container.tty().ifPresent(tty -> object.put("tty", tty));
    return object;
  }

  private static JsonNode endpoint(PodContainer.Endpoint endpoint) {
    ObjectNode object = Trees.object().put("name", endpoint.name());
    PartsWriter.putNumber(object, "containerPort", endpoint.containerPort());
    PartsWriter.putNumber(object, "hostPort", endpoint.hostPort());
    setUnlessEmpty(object, "protocol", Trees.texts(endpoint.protocol()));
    setUnlessEmpty(object, "labels", Trees.labels(endpoint.labels()));
    setUnlessEmpty(object, "networkNames", Trees.texts(endpoint.networkNames()));
    return object;
  }

  private static JsonNode image(PodContainer.Image image) {
    ObjectNode object = Trees.object().put("kind", "DOCKER").put("id", image.id());
    image
        .pullConfigSecret()
        .ifPresent(secret -> object.putObject("pullConfig").put("secret", secret));
    image.forcePull().ifPresent(force -> object.put("forcePull", force));
    setUnlessEmpty(object, "labels", Trees.labels(image.labels()));
    return object;
  }
}
