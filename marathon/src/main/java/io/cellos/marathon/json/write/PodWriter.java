package io.cellos.marathon.json.write;

import static io.cellos.marathon.json.write.PartsWriter.number;
import static io.cellos.marathon.json.write.PartsWriter.setUnlessEmpty;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.marathon.json.tree.Trees;
import io.cellos.marathon.model.Constraint;
import io.cellos.marathon.model.PodDefinition;
import io.cellos.marathon.model.Policies;

/** Pods. */
public final class PodWriter {
  private PodWriter() {}

  /** The pod as clients see it. */
  public static ObjectNode write(PodDefinition pod) {
    ObjectNode object = Trees.object().put("id", pod.id().toString());
    setUnlessEmpty(object, "labels", Trees.labels(pod.labels()));
    object.put("version", pod.version().toString());
    PartsWriter.put(object, "user", pod.user());
    setUnlessEmpty(object, "environment", PartsWriter.env(pod.env()));
    object.set("containers", Trees.array(pod.containers(), PodContainerWriter::write));
    setUnlessEmpty(object, "secrets", PartsWriter.secrets(pod.secrets()));
    setUnlessEmpty(object, "volumes", Trees.array(pod.volumes(), VolumeWriter::ofPod));
    setUnlessEmpty(object, "networks", PartsWriter.networks(pod.networks()));
    object.putObject("scaling").put("instances", pod.instances()).put("kind", "fixed");
    object.set("scheduling", scheduling(pod));
    object.set("executorResources", PartsWriter.executorResources(pod.executorResources()));
    object.put("role", pod.role());
    Trees.set(object, "linuxInfo", pod.linuxInfo().map(PartsWriter::linuxInfo));
    if (pod.legacySharedCgroups()) {
      object.put("legacySharedCgroups", true);
    }
    return object;
  }

  private static JsonNode scheduling(PodDefinition pod) {
    Policies policies = pod.policies();
    ObjectNode object = Trees.object();
    ObjectNode backoff = object.putObject("backoff");
    backoff.set("backoff", number(policies.backoff().backoff().toMillis() / 1000.0));
    backoff.set("backoffFactor", number(policies.backoff().factor()));
    backoff.set("maxLaunchDelay", number(policies.backoff().maxLaunchDelay().toMillis() / 1000.0));
    ObjectNode upgrade = object.putObject("upgrade");
    upgrade.set("minimumHealthCapacity", number(policies.upgrade().minimumHealthCapacity()));
    upgrade.set("maximumOverCapacity", number(policies.upgrade().maximumOverCapacity()));
    ObjectNode placement = object.putObject("placement");
    setUnlessEmpty(
        placement,
        "constraints",
        Trees.array(pod.placement().constraints(), PodWriter::constraint));
    setUnlessEmpty(
        placement, "acceptedResourceRoles", Trees.texts(pod.placement().acceptedResourceRoles()));
    object.put("killSelection", policies.killSelection().name());
    object.set("unreachableStrategy", PartsWriter.unreachable(policies.unreachable()));
    return object;
  }

  private static JsonNode constraint(Constraint constraint) {
    ObjectNode object =
        Trees.object()
            .put("fieldName", constraint.field())
            .put("operator", constraint.operator().name());
    PartsWriter.put(object, "value", constraint.value());
    return object;
  }
}
