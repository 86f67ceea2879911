package io.cellos.marathon.json.shape;

import static io.cellos.marathon.json.schema.Field.optional;
import static io.cellos.marathon.json.schema.Field.required;
import static io.cellos.marathon.json.schema.Field.withDefault;

import io.cellos.marathon.json.schema.ChoiceShape;
import io.cellos.marathon.json.schema.ListShape;
import io.cellos.marathon.json.schema.NumberShape;
import io.cellos.marathon.json.schema.ObjectShape;
import io.cellos.marathon.json.schema.Shape;
import io.cellos.marathon.json.schema.TextShape;
import io.cellos.marathon.json.schema.TimeShape;

/** The shape of an app with everything that can be said of it, old ways included. */
public final class AppShape {
  private static final Shape FRACTION = NumberShape.DOUBLE.from(0).to(1);

  private static final Shape IP_ADDRESS =
      ObjectShape.of(
          optional(
              "discovery",
              ObjectShape.of(
                  optional(
                      "ports",
                      ListShape.of(
                          ObjectShape.of(
                              withDefault("number", Texts.ANY_PORT, 0),
                              required("name", Texts.OLD_NAME),
                              withDefault("protocol", Texts.NETWORK_PROTOCOL, "tcp"),
                              optional("labels", Texts.LABELS)))))),
          optional("groups", ListShape.setOf(Texts.ANY)),
          optional("labels", Texts.LABELS),
          optional("networkName", Texts.NOT_EMPTY));

  private static final Shape PORT_DEFINITION =
      ObjectShape.of(
          withDefault("port", Texts.ANY_PORT, 0),
          optional("labels", Texts.LABELS),
          optional("name", Texts.OLD_NAME),
          withDefault("protocol", Texts.NETWORK_PROTOCOL, "tcp"));

  private static final Shape UPGRADE_STRATEGY =
      ObjectShape.of(
          required("maximumOverCapacity", FRACTION), required("minimumHealthCapacity", FRACTION));

  private static final Shape RESIDENCY =
      ObjectShape.of(
          withDefault("relaunchEscalationTimeoutSeconds", NumberShape.LONG.from(0), 3600),
          withDefault(
              "taskLostBehavior",
              ChoiceShape.of("WAIT_FOREVER", "RELAUNCH_AFTER_TIMEOUT"),
              "WAIT_FOREVER"));

  static final Shape VERSION_INFO =
      ObjectShape.of(
          required("lastScalingAt", TimeShape.ANY), required("lastConfigChangeAt", TimeShape.ANY));

  /** A complete app. */
  public static final ObjectShape APP =
      ObjectShape.of(
          required("id", Texts.PATH_ID),
          optional("acceptedResourceRoles", ListShape.setOf(Texts.ANY)),
          optional("args", ListShape.of(Texts.ANY)),
          withDefault("backoffFactor", NumberShape.DOUBLE.from(1), 1.15),
          withDefault("backoffSeconds", Parts.COUNT, 1),
          optional("cmd", Texts.NOT_EMPTY),
          optional("constraints", ListShape.setOf(ListShape.of(Texts.ANY))),
          optional("container", ContainerShapes.CONTAINER),
          withDefault("cpus", NumberShape.DOUBLE.from(0.001), 1),
          optional("dependencies", ListShape.setOf(Texts.ANY)),
          withDefault("disk", NumberShape.DOUBLE.from(0), 0),
          optional("env", Texts.APP_ENV),
          withDefault("executor", TextShape.ANY.matching("^(//cmd)|(/?[^/]+(/[^/]+)*)|$"), ""),
          optional("executorResources", Parts.EXECUTOR_RESOURCES),
          optional("fetch", ListShape.of(Parts.ARTIFACT)),
          optional("healthChecks", ListShape.setOf(CheckShapes.APP_HEALTH_CHECK)),
          optional("check", CheckShapes.APP_CHECK),
          withDefault("instances", Parts.COUNT, 1),
          optional("labels", Texts.LABELS),
          withDefault("maxLaunchDelaySeconds", Parts.COUNT, 300),
          withDefault("mem", NumberShape.DOUBLE.from(0), 128),
          withDefault("gpus", Parts.COUNT, 0),
          optional("ipAddress", IP_ADDRESS),
          optional("networks", ListShape.of(Parts.NETWORK)),
          optional("ports", ListShape.of(NumberShape.INT)),
          optional("portDefinitions", ListShape.of(PORT_DEFINITION)),
          optional("readinessChecks", ListShape.of(CheckShapes.READINESS_CHECK)),
          optional("residency", RESIDENCY),
          optional("resourceLimits", Parts.RESOURCE_LIMITS),
          withDefault("requirePorts", false),
          optional("secrets", Texts.SECRETS),
          optional("taskKillGracePeriodSeconds", Parts.COUNT),
          optional("upgradeStrategy", UPGRADE_STRATEGY),
          optional("uris", ListShape.of(Texts.ANY)),
          optional("user", Texts.ANY),
          optional("version", TimeShape.ANY),
          optional("versionInfo", VERSION_INFO),
          withDefault("killSelection", Parts.KILL_SELECTION, "YOUNGEST_FIRST"),
          optional("unreachableStrategy", Parts.UNREACHABLE_STRATEGY),
          optional("tty", Parts.FLAG),
          optional("role", Texts.NOT_EMPTY));

  /** Changes to an app. */
  public static final ObjectShape UPDATE = APP.forUpdate();

  private AppShape() {}
}
