package io.cellos.marathon.json.shape;

import static io.cellos.marathon.json.schema.Field.optional;
import static io.cellos.marathon.json.schema.Field.required;
import static io.cellos.marathon.json.schema.Field.withDefault;

import io.cellos.marathon.json.schema.ChoiceShape;
import io.cellos.marathon.json.schema.ListShape;
import io.cellos.marathon.json.schema.NumberShape;
import io.cellos.marathon.json.schema.ObjectShape;
import io.cellos.marathon.json.schema.Shape;
import io.cellos.marathon.json.schema.TimeShape;
import io.cellos.marathon.json.schema.UnionShape;

/** The shape of a pod. */
public final class PodShape {
  private static final Shape ZERO_OR_MORE = NumberShape.DOUBLE.from(0);

  private static final Shape ENDPOINT =
      ObjectShape.of(
          required("name", Texts.NAME),
          optional("containerPort", NumberShape.INT.from(1).to(65535)),
          optional("hostPort", Texts.ANY_PORT),
          optional("protocol", ListShape.of(Texts.ANY).notEmpty()),
          optional("labels", Texts.LABELS),
          optional("networkNames", ListShape.of(Texts.ANY)));

  private static final Shape IMAGE =
      ObjectShape.of(
          required("kind", ChoiceShape.of("DOCKER")),
          required("id", Texts.PATH),
          optional("pullConfig", Parts.PULL_CONFIG),
          optional("forcePull", Parts.FLAG),
          optional("labels", Texts.LABELS));

  private static final Shape RESOURCES =
      ObjectShape.of(
          withDefault("cpus", NumberShape.DOUBLE.from(0.001), 1),
          withDefault("mem", NumberShape.DOUBLE.from(0.001), 128),
          withDefault("disk", ZERO_OR_MORE, 0),
          withDefault("gpus", Parts.COUNT, 0));

  private static final Shape CONTAINER =
      ObjectShape.of(
          required("name", Texts.NAME),
          optional(
              "exec",
              ObjectShape.of(
                  required("command", Texts.COMMAND), optional("overrideEntrypoint", Parts.FLAG))),
          required("resources", RESOURCES),
          optional("resourceLimits", Parts.RESOURCE_LIMITS),
          optional("endpoints", ListShape.of(ENDPOINT)),
          optional("linuxInfo", Parts.LINUX_INFO),
          optional("image", IMAGE),
          optional("environment", Texts.POD_ENV),
          optional("user", Texts.ANY),
          optional("healthCheck", CheckShapes.POD_HEALTH_CHECK),
          optional("check", CheckShapes.POD_CHECK),
          optional(
              "volumeMounts",
              ListShape.of(
                  ObjectShape.of(
                      required("name", Texts.NAME),
                      required("mountPath", Texts.PATH),
                      optional("readOnly", Parts.FLAG)))),
          optional("artifacts", ListShape.of(Parts.ARTIFACT)),
          optional("labels", Texts.LABELS),
          optional("lifecycle", ObjectShape.of(optional("killGracePeriodSeconds", ZERO_OR_MORE))),
          optional("tty", Parts.FLAG));

  private static final Shape VOLUME =
      UnionShape.of(
          ObjectShape.of(
              required("name", Texts.NOT_EMPTY), required("persistent", Parts.PERSISTENT)),
          ObjectShape.of(required("name", Texts.NOT_EMPTY), required("secret", Texts.NOT_EMPTY)),
          ObjectShape.of(required("name", Texts.NAME), required("host", Texts.ANY)),
          ObjectShape.of(required("name", Texts.NAME)));

  private static final Shape SCHEDULING =
      ObjectShape.of(
          optional(
              "backoff",
              ObjectShape.of(
                  withDefault("backoff", ZERO_OR_MORE, 1),
                  withDefault("backoffFactor", ZERO_OR_MORE, 1.15),
                  withDefault("maxLaunchDelay", ZERO_OR_MORE, 300))),
          optional(
              "upgrade",
              ObjectShape.of(
                  withDefault("minimumHealthCapacity", NumberShape.DOUBLE.from(0).to(1), 1),
                  withDefault("maximumOverCapacity", NumberShape.DOUBLE.from(0).to(1), 1))),
          optional(
              "placement",
              ObjectShape.of(
                  optional(
                      "constraints",
                      ListShape.setOf(
                          ObjectShape.of(
                              required("fieldName", Texts.ANY),
                              required(
                                  "operator",
                                  ChoiceShape.of(
                                      "UNIQUE",
                                      "CLUSTER",
                                      "GROUP_BY",
                                      "LIKE",
                                      "UNLIKE",
                                      "MAX_PER",
                                      "IS")),
                              optional("value", Texts.ANY)))),
                  optional("acceptedResourceRoles", ListShape.of(Texts.ANY)))),
          optional("killSelection", Parts.KILL_SELECTION),
          optional("unreachableStrategy", Parts.UNREACHABLE_STRATEGY));

  /** A pod as clients send it. */
  public static final ObjectShape POD =
      ObjectShape.of(
          required("id", Texts.PATH_ID),
          optional("labels", Texts.LABELS),
          optional("version", TimeShape.ANY),
          optional("user", Texts.ANY),
          optional("environment", Texts.POD_ENV),
          required("containers", ListShape.of(CONTAINER).notEmpty()),
          optional("secrets", Texts.SECRETS),
          optional("volumes", ListShape.of(VOLUME)),
          optional("networks", ListShape.of(Parts.NETWORK)),
          optional(
              "scaling",
              ObjectShape.of(
                  required("kind", ChoiceShape.of("fixed")),
                  withDefault("instances", Parts.COUNT, 1))),
          optional("scheduling", SCHEDULING),
          optional("executorResources", Parts.EXECUTOR_RESOURCES),
          optional("role", Texts.NOT_EMPTY),
          optional("linuxInfo", Parts.LINUX_INFO),
          optional("legacySharedCgroups", Parts.FLAG));

  /** A pod as we keep it. */
  public static final ObjectShape STORED = POD.and(optional("versionInfo", AppShape.VERSION_INFO));

  private PodShape() {}
}
