package io.cellos.marathon.json.write;

import static io.cellos.marathon.json.write.PartsWriter.number;
import static io.cellos.marathon.json.write.PartsWriter.setUnlessEmpty;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.marathon.json.tree.Trees;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Execution;
import io.cellos.marathon.model.Policies;
import io.cellos.marathon.model.PortDefinition;
import io.cellos.marathon.model.UnreachableStrategy;
import io.cellos.marathon.model.VersionInfo;

/** Apps. Old fields are not written. */
public final class AppWriter {
  private AppWriter() {}

  /** The app with its version, as clients see it and as it is stored. */
  public static ObjectNode write(AppDefinition app) {
    Execution execution = app.execution();
    Policies policies = app.policies();
    ObjectNode object = Trees.object().put("id", app.id().toString());
    setUnlessEmpty(
        object, "acceptedResourceRoles", Trees.texts(app.placement().acceptedResourceRoles()));
    setUnlessEmpty(object, "args", Trees.texts(execution.args()));
    object.set("backoffFactor", number(policies.backoff().factor()));
    object.put("backoffSeconds", policies.backoff().backoff().toSeconds());
    PartsWriter.put(object, "cmd", execution.cmd());
    setUnlessEmpty(
        object,
        "constraints",
        Trees.array(app.placement().constraints(), VolumeWriter::constraint));
    boolean mapped = !app.ports().onHostNetwork();
    Trees.set(object, "container", app.container().map(c -> ContainerWriter.write(c, mapped)));
    object.set("cpus", number(app.resources().cpus()));
    setUnlessEmpty(
        object,
        "dependencies",
        Trees.texts(app.dependencies().stream().map(AppId::toString).toList()));
    object.set("disk", number(app.resources().disk()));
    setUnlessEmpty(object, "env", PartsWriter.env(execution.env()));
    object.put("executor", execution.executor());
    Trees.set(
        object, "executorResources", app.executorResources().map(PartsWriter::executorResources));
    setUnlessEmpty(object, "fetch", PartsWriter.artifacts(execution.fetch()));
    setUnlessEmpty(
        object, "healthChecks", Trees.array(app.checks().health(), CheckWriter::healthOfApp));
    Trees.set(object, "check", app.checks().check().map(CheckWriter::check));
    object.put("instances", app.instances());
    object.set("labels", Trees.labels(app.labels()));
    object.put("maxLaunchDelaySeconds", policies.backoff().maxLaunchDelay().toSeconds());
    object.set("mem", number(app.resources().mem()));
    object.put("gpus", app.resources().gpus());
    object.set("networks", PartsWriter.networks(app.networks()));
    if (!mapped) {
      object.set(
          "portDefinitions", Trees.array(app.ports().definitions(), AppWriter::portDefinition));
    }
    setUnlessEmpty(
        object, "readinessChecks", Trees.array(app.checks().readiness(), CheckWriter::readiness));
    if (app.isResident()) {
      object.set("residency", residency(policies.unreachable()));
    }
    Trees.set(object, "resourceLimits", app.resourceLimits().map(PartsWriter::limits));
    object.put("requirePorts", app.ports().requirePorts());
    setUnlessEmpty(object, "secrets", PartsWriter.secrets(app.secrets()));
    policies
        .killGracePeriod()
        .ifPresent(grace -> object.put("taskKillGracePeriodSeconds", grace.toSeconds()));
    ObjectNode upgrade = object.putObject("upgradeStrategy");
    upgrade.set("maximumOverCapacity", number(policies.upgrade().maximumOverCapacity()));
    upgrade.set("minimumHealthCapacity", number(policies.upgrade().minimumHealthCapacity()));
    PartsWriter.put(object, "user", execution.user());
    version(object, app.versionInfo());
    object.put("killSelection", policies.killSelection().name());
    object.set("unreachableStrategy", PartsWriter.unreachable(policies.unreachable()));
    execution.tty().ifPresent(tty -> object.put("tty", tty));
    return object.put("role", app.role());
  }

  private static void version(ObjectNode object, VersionInfo version) {
    object.put("version", version.version().toString());
    if (version instanceof VersionInfo.Full full) {
      object
          .putObject("versionInfo")
          .put("lastScalingAt", full.lastScalingAt().toString())
          .put("lastConfigChangeAt", full.lastConfigChange().toString());
    }
  }

  private static JsonNode portDefinition(PortDefinition port) {
    ObjectNode object = Trees.object().put("port", port.port());
    setUnlessEmpty(object, "labels", Trees.labels(port.labels()));
    PartsWriter.put(object, "name", port.name());
    return object.put("protocol", port.protocol());
  }

  private static JsonNode residency(UnreachableStrategy strategy) {
    long seconds =
        switch (strategy) {
          case UnreachableStrategy.Disabled() -> 3600;
          case UnreachableStrategy.Enabled enabled -> enabled.inactiveAfter().toSeconds();
        };
    return Trees.object()
        .put("relaunchEscalationTimeoutSeconds", seconds)
        .put("taskLostBehavior", "WAIT_FOREVER");
  }
}
