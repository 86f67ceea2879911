package io.cellos.marathon.json.shape;

import static io.cellos.marathon.json.schema.Field.optional;
import static io.cellos.marathon.json.schema.Field.required;
import static io.cellos.marathon.json.schema.Field.withDefault;

import io.cellos.marathon.json.schema.ChoiceShape;
import io.cellos.marathon.json.schema.Field;
import io.cellos.marathon.json.schema.ListShape;
import io.cellos.marathon.json.schema.NumberShape;
import io.cellos.marathon.json.schema.ObjectShape;
import io.cellos.marathon.json.schema.Shape;

/** Shapes of health checks, checks and readiness checks. */
final class CheckShapes {
  private static final Field INTERVAL = withDefault("intervalSeconds", Parts.COUNT, 60);
  private static final Field TIMEOUT = withDefault("timeoutSeconds", Parts.COUNT, 20);
  private static final Field DELAY = withDefault("delaySeconds", Parts.COUNT, 15);
  private static final Field GRACE = withDefault("gracePeriodSeconds", Parts.COUNT, 300);
  private static final Field FAILURES = withDefault("maxConsecutiveFailures", Parts.COUNT, 3);
  private static final Field SCHEME = withDefault("scheme", Texts.HTTP_SCHEME, "HTTP");
  private static final Field PATH = optional("path", Texts.PATH);
  private static final Field PORT = optional("port", Texts.ANY_PORT);
  private static final Field PORT_INDEX = optional("portIndex", Texts.ANY_PORT);
  private static final Field ENDPOINT = required("endpoint", Texts.NAME);
  private static final Field EXEC =
      optional("exec", ObjectShape.of(required("command", Texts.COMMAND)));

  static final Shape APP_HEALTH_CHECK =
      ObjectShape.of(
          optional("command", ObjectShape.of(required("value", Texts.ANY))),
          GRACE,
          optional("ignoreHttp1xx", Parts.FLAG),
          INTERVAL,
          FAILURES,
          optional("path", Texts.ANY),
          PORT,
          PORT_INDEX,
          withDefault(
              "protocol",
              ChoiceShape.of(
                  "HTTP", "HTTPS", "TCP", "COMMAND", "MESOS_TCP", "MESOS_HTTP", "MESOS_HTTPS"),
              "HTTP"),
          withDefault("ipProtocol", ChoiceShape.of("IPv4", "IPv6"), "IPv4"),
          withDefault("timeoutSeconds", NumberShape.INT, 20),
          DELAY);

  static final Shape APP_CHECK =
      ObjectShape.of(
          optional("http", ObjectShape.of(PORT_INDEX, PORT, PATH, SCHEME)),
          optional("tcp", ObjectShape.of(PORT_INDEX, PORT)),
          EXEC,
          INTERVAL,
          TIMEOUT,
          DELAY);

  private static final ObjectShape POD_PROBES =
      ObjectShape.of(
          optional("http", ObjectShape.of(ENDPOINT, PATH, SCHEME)),
          optional("tcp", ObjectShape.of(ENDPOINT)),
          EXEC);

  static final Shape POD_CHECK = POD_PROBES.and(INTERVAL, TIMEOUT, DELAY);

  static final Shape POD_HEALTH_CHECK = POD_PROBES.and(GRACE, INTERVAL, FAILURES, TIMEOUT, DELAY);

  static final Shape READINESS_CHECK =
      ObjectShape.of(
          withDefault("name", Texts.NOT_EMPTY, "readinessCheck"),
          withDefault("protocol", Texts.HTTP_SCHEME, "HTTP"),
          withDefault("path", Texts.PATH, "/"),
          withDefault("portName", Texts.OLD_NAME, "http-api"),
          withDefault("intervalSeconds", Parts.COUNT, 30),
          withDefault("timeoutSeconds", NumberShape.INT.from(1), 10),
          optional("httpStatusCodesForReady", ListShape.setOf(NumberShape.INT).notEmpty()),
          withDefault("preserveLastResponse", false));

  private CheckShapes() {}
}
