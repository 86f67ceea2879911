package io.cellos.marathon.json.read;

import static io.cellos.marathon.json.read.PartsReader.seconds;
import static io.cellos.marathon.json.tree.Trees.field;
import static io.cellos.marathon.json.tree.Trees.flag;
import static io.cellos.marathon.json.tree.Trees.items;
import static io.cellos.marathon.json.tree.Trees.labels;
import static io.cellos.marathon.json.tree.Trees.text;
import static io.cellos.marathon.json.tree.Trees.texts;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.marathon.json.tree.Trees;
import io.cellos.marathon.model.AppChecks;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.BackoffStrategy;
import io.cellos.marathon.model.Execution;
import io.cellos.marathon.model.Placement;
import io.cellos.marathon.model.Policies;
import io.cellos.marathon.model.PortDefinition;
import io.cellos.marathon.model.Ports;
import io.cellos.marathon.model.UpgradeStrategy;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Apps. */
public final class AppReader {
  private AppReader() {}

  /**
   * @param app clean JSON in canonical form that has been checked, or was written by us
   */
  public static AppDefinition read(JsonNode app) {
    return new AppDefinition(
        AppId.parse(app.get("id").textValue()),
        app.get("instances").intValue(),
        execution(app),
        PartsReader.resources(app),
        field(app, "executorResources").map(PartsReader::resources),
        PartsReader.limits(app),
        field(app, "container").map(ContainerReader::read),
        ports(app),
        placement(app),
        checks(app),
        policies(app),
        set(texts(app, "dependencies").stream().map(AppId::parse)),
        labels(app, "labels"),
        PartsReader.secrets(app),
        PartsReader.versionInfo(app));
  }

  private static <T> Set<T> set(Stream<T> items) {
    return items.collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static Execution execution(JsonNode app) {
    return new Execution(
        text(app, "cmd"),
        texts(app, "args"),
        text(app, "user"),
        PartsReader.env(app, "env"),
        PartsReader.artifacts(app, "fetch"),
        app.get("executor").textValue(),
        flag(app, "tty"));
  }

  private static Ports ports(JsonNode app) {
    return new Ports(
        PartsReader.networks(app),
        items(app, "portDefinitions").stream()
            .map(
                port ->
                    new PortDefinition(
                        port.get("port").intValue(),
                        port.get("protocol").textValue(),
                        text(port, "name"),
                        labels(port, "labels")))
            .toList(),
        app.get("requirePorts").booleanValue());
  }

  private static Placement placement(JsonNode app) {
    return new Placement(
        app.get("role").textValue(),
        set(texts(app, "acceptedResourceRoles").stream()),
        set(
            items(app, "constraints").stream()
                .map(constraint -> VolumeReader.constraint(Trees.texts(constraint).toList()))));
  }

  private static AppChecks checks(JsonNode app) {
    return new AppChecks(
        set(items(app, "healthChecks").stream().map(CheckReader::healthOfApp)),
        field(app, "check").map(CheckReader::check),
        items(app, "readinessChecks").stream().map(CheckReader::readiness).toList());
  }

  private static Policies policies(JsonNode app) {
    JsonNode upgrade = app.get("upgradeStrategy");
    return new Policies(
        new BackoffStrategy(
            seconds(app, "backoffSeconds"),
            seconds(app, "maxLaunchDelaySeconds"),
            app.get("backoffFactor").doubleValue()),
        new UpgradeStrategy(
            upgrade.get("minimumHealthCapacity").doubleValue(),
            upgrade.get("maximumOverCapacity").doubleValue()),
        PartsReader.unreachable(app.get("unreachableStrategy")),
        PartsReader.killSelection(app),
        field(app, "taskKillGracePeriodSeconds")
            .map(ignored -> seconds(app, "taskKillGracePeriodSeconds")));
  }
}
