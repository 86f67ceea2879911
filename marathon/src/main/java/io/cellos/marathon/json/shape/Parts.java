package io.cellos.marathon.json.shape;

import static io.cellos.marathon.json.schema.Field.optional;
import static io.cellos.marathon.json.schema.Field.required;
import static io.cellos.marathon.json.schema.Field.withDefault;

import io.cellos.marathon.json.schema.BooleanShape;
import io.cellos.marathon.json.schema.ChoiceShape;
import io.cellos.marathon.json.schema.ListShape;
import io.cellos.marathon.json.schema.NumberShape;
import io.cellos.marathon.json.schema.ObjectShape;
import io.cellos.marathon.json.schema.Shape;
import io.cellos.marathon.json.schema.UnionShape;

/** Shapes of parts that apps and pods have in common. */
final class Parts {
  static final Shape COUNT = NumberShape.INT.from(0);

  static final Shape ARTIFACT =
      ObjectShape.of(
          required("uri", Texts.URI),
          withDefault("extract", true),
          withDefault("executable", false),
          withDefault("cache", false),
          optional("destPath", Texts.PATH));

  static final Shape NETWORK =
      ObjectShape.of(
          optional("name", Texts.NETWORK_NAME),
          withDefault("mode", ChoiceShape.of("container", "container/bridge", "host"), "container"),
          optional("labels", Texts.LABELS));

  static final Shape LINUX_INFO =
      ObjectShape.of(
          optional(
              "seccomp",
              ObjectShape.of(optional("profileName", Texts.ANY), withDefault("unconfined", false))),
          optional(
              "ipcInfo",
              ObjectShape.of(
                  required("mode", ChoiceShape.of("PRIVATE", "SHARE_PARENT")),
                  optional("shmSize", NumberShape.INT))));

  private static final Shape RESOURCE_LIMIT = UnionShape.of(Texts.ANY, NumberShape.DOUBLE);

  static final Shape RESOURCE_LIMITS =
      ObjectShape.of(optional("cpus", RESOURCE_LIMIT), optional("mem", RESOURCE_LIMIT));

  static final Shape EXECUTOR_RESOURCES =
      ObjectShape.of(
          withDefault("cpus", NumberShape.DOUBLE.from(0.1), 0.1),
          withDefault("mem", NumberShape.DOUBLE.from(32), 32),
          withDefault("disk", NumberShape.DOUBLE.from(10), 10));

  static final Shape UNREACHABLE_STRATEGY =
      UnionShape.of(
          Texts.ANY,
          ObjectShape.of(
              withDefault("inactiveAfterSeconds", NumberShape.LONG.from(0), 0),
              withDefault("expungeAfterSeconds", NumberShape.LONG.from(0), 0)));

  static final Shape KILL_SELECTION = ChoiceShape.of("YOUNGEST_FIRST", "OLDEST_FIRST");

  static final Shape PULL_CONFIG = ObjectShape.of(required("secret", Texts.NOT_EMPTY));

  static final Shape PERSISTENT =
      ObjectShape.of(
          optional("type", ChoiceShape.of("root", "path", "mount")),
          required("size", NumberShape.LONG.from(0)),
          optional("maxSize", NumberShape.LONG.from(0)),
          optional("profileName", Texts.ANY),
          optional("constraints", ListShape.setOf(ListShape.of(Texts.ANY))));

  static final Shape FLAG = BooleanShape.ANY;

  private Parts() {}
}
