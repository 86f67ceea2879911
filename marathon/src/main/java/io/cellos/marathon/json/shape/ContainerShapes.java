package io.cellos.marathon.json.shape;

import static io.cellos.marathon.json.schema.Field.optional;
import static io.cellos.marathon.json.schema.Field.required;
import static io.cellos.marathon.json.schema.Field.withDefault;

import io.cellos.marathon.json.schema.ChoiceShape;
import io.cellos.marathon.json.schema.ListShape;
import io.cellos.marathon.json.schema.NumberShape;
import io.cellos.marathon.json.schema.ObjectShape;
import io.cellos.marathon.json.schema.Shape;
import io.cellos.marathon.json.schema.UnionShape;

/** Shapes of an app's container. */
final class ContainerShapes {
  private static final Shape PORT_MAPPING =
      ObjectShape.of(
          withDefault("containerPort", Texts.ANY_PORT, 0),
          optional("hostPort", Texts.ANY_PORT),
          optional("labels", Texts.LABELS),
          optional("name", Texts.OLD_NAME),
          withDefault("protocol", Texts.NETWORK_PROTOCOL, "tcp"),
          withDefault("servicePort", Texts.ANY_PORT, 0),
          optional("networkNames", ListShape.of(Texts.ANY)));

  private static final Shape DOCKER =
      ObjectShape.of(
          optional(
              "credential",
              ObjectShape.of(required("principal", Texts.ANY), optional("secret", Texts.ANY))),
          optional("pullConfig", Parts.PULL_CONFIG),
          withDefault("forcePullImage", false),
          required("image", Texts.NOT_EMPTY),
          optional("network", ChoiceShape.of("BRIDGE", "HOST", "NONE", "USER")),
          optional(
              "parameters",
              ListShape.of(
                  ObjectShape.of(required("key", Texts.NOT_EMPTY), required("value", Texts.ANY)))),
          optional("portMappings", ListShape.of(PORT_MAPPING)),
          withDefault("privileged", false));

  private static final Shape CSI =
      ObjectShape.of(
          required("name", Texts.ANY),
          required("provider", ChoiceShape.of("csi")),
          required(
              "options",
              ObjectShape.of(
                  required("pluginName", Texts.NOT_EMPTY),
                  required(
                      "capability",
                      ObjectShape.of(
                          required(
                              "accessMode",
                              ChoiceShape.of(
                                  "SINGLE_NODE_WRITER",
                                  "SINGLE_NODE_READER_ONLY",
                                  "MULTI_NODE_READER_ONLY",
                                  "MULTI_NODE_SINGLE_WRITER",
                                  "MULTI_NODE_MULTI_WRITER")),
                          required("accessType", ChoiceShape.of("block", "mount")),
                          optional("fsType", Texts.ANY),
                          optional("mountFlags", ListShape.of(Texts.ANY)))),
                  optional("nodeStageSecret", Texts.LABELS),
                  optional("nodePublishSecret", Texts.LABELS),
                  optional("volumeContext", Texts.LABELS))));

  private static final Shape DVDI =
      ObjectShape.of(
          optional("size", NumberShape.LONG.from(0)),
          optional("name", Texts.ANY),
          optional("provider", Texts.ANY),
          optional("options", Texts.LABELS),
          withDefault("shared", false));

  private static final Shape VOLUME =
      UnionShape.of(
          ObjectShape.of(
              required("containerPath", Texts.NOT_EMPTY),
              required("persistent", Parts.PERSISTENT),
              required("mode", Texts.READ_MODE)),
          ObjectShape.of(
              required("containerPath", Texts.NOT_EMPTY),
              required("external", UnionShape.of(CSI, DVDI)),
              required("mode", Texts.READ_MODE)),
          ObjectShape.of(
              required("containerPath", Texts.NOT_EMPTY), required("secret", Texts.NOT_EMPTY)),
          ObjectShape.of(
              required("containerPath", Texts.NOT_EMPTY),
              required("hostPath", Texts.NOT_EMPTY),
              required("mode", Texts.READ_MODE)));

  static final Shape CONTAINER =
      ObjectShape.of(
          withDefault("type", ChoiceShape.of("MESOS", "DOCKER"), "DOCKER"),
          optional("docker", DOCKER),
          optional("linuxInfo", Parts.LINUX_INFO),
          optional("volumes", ListShape.of(VOLUME)),
          optional("portMappings", ListShape.of(PORT_MAPPING)));

  private ContainerShapes() {}
}
