package io.cellos.marathon.json.read;

import static io.cellos.marathon.json.read.PartsReader.seconds;
import static io.cellos.marathon.json.tree.Trees.field;
import static io.cellos.marathon.json.tree.Trees.items;
import static io.cellos.marathon.json.tree.Trees.labels;
import static io.cellos.marathon.json.tree.Trees.number;
import static io.cellos.marathon.json.tree.Trees.text;
import static io.cellos.marathon.json.tree.Trees.texts;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.BackoffStrategy;
import io.cellos.marathon.model.Constraint;
import io.cellos.marathon.model.Placement;
import io.cellos.marathon.model.PodDefinition;
import io.cellos.marathon.model.Policies;
import io.cellos.marathon.model.Resources;
import io.cellos.marathon.model.UnreachableStrategy;
import io.cellos.marathon.model.UpgradeStrategy;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.stream.Collectors;

/** Pods. */
public final class PodReader {
  private PodReader() {}

  /**
   * @param pod clean JSON that has been checked, or was written by us
   */
  public static PodDefinition read(JsonNode pod) {
    return new PodDefinition(
        AppId.parse(pod.get("id").textValue()),
        number(pod.path("scaling"), "instances").orElse(1),
        items(pod, "containers").stream().map(PodContainerReader::read).toList(),
        text(pod, "user"),
        PartsReader.env(pod, "environment"),
        items(pod, "volumes").stream().map(VolumeReader::ofPod).toList(),
        PartsReader.networks(pod),
        field(pod, "executorResources")
            .map(PartsReader::resources)
            .orElse(Resources.DEFAULT_EXECUTOR),
        PartsReader.linuxInfo(pod),
        PartsReader.isSet(pod, "legacySharedCgroups"),
        placement(pod),
        policies(pod.path("scheduling")),
        labels(pod, "labels"),
        PartsReader.secrets(pod),
        PartsReader.versionInfo(pod));
  }

  private static Placement placement(JsonNode pod) {
    JsonNode placement = pod.path("scheduling").path("placement");
    return new Placement(
        pod.get("role").textValue(),
        new LinkedHashSet<>(texts(placement, "acceptedResourceRoles")),
        items(placement, "constraints").stream()
            .map(
                constraint ->
                    new Constraint(
                        constraint.get("fieldName").textValue(),
                        Constraint.Operator.valueOf(constraint.get("operator").textValue()),
                        text(constraint, "value")))
            .collect(Collectors.toCollection(LinkedHashSet::new)));
  }

  private static Policies policies(JsonNode scheduling) {
    return new Policies(
        field(scheduling, "backoff")
            .map(
                backoff ->
                    new BackoffStrategy(
                        seconds(backoff, "backoff"),
                        seconds(backoff, "maxLaunchDelay"),
                        backoff.get("backoffFactor").doubleValue()))
            .orElse(BackoffStrategy.DEFAULT),
        field(scheduling, "upgrade")
            .map(
                upgrade ->
                    new UpgradeStrategy(
                        upgrade.get("minimumHealthCapacity").doubleValue(),
                        upgrade.get("maximumOverCapacity").doubleValue()))
            .orElse(UpgradeStrategy.DEFAULT),
        field(scheduling, "unreachableStrategy")
            .map(PartsReader::unreachable)
            .orElse(UnreachableStrategy.DEFAULT),
        PartsReader.killSelection(scheduling),
        Optional.empty());
  }
}
