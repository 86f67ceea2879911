package io.cellos.marathon.json.shape;

import io.cellos.marathon.json.schema.ChoiceShape;
import io.cellos.marathon.json.schema.Field;
import io.cellos.marathon.json.schema.ListShape;
import io.cellos.marathon.json.schema.MapShape;
import io.cellos.marathon.json.schema.NumberShape;
import io.cellos.marathon.json.schema.ObjectShape;
import io.cellos.marathon.json.schema.Shape;
import io.cellos.marathon.json.schema.TextShape;
import io.cellos.marathon.json.schema.UnionShape;
import io.cellos.marathon.model.AppId;

/** Shapes of small values that apps and pods have in common. */
final class Texts {
  static final Shape ANY = TextShape.ANY;
  static final Shape NOT_EMPTY = TextShape.notEmpty();

  /** The name of a container, a volume or an endpoint of a pod. */
  static final TextShape NAME =
      TextShape.ofLength(1, 63).matching("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$");

  /** A name of which long ones have been accepted before. */
  static final Shape OLD_NAME = TextShape.notEmpty().matching("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$");

  static final Shape NETWORK_NAME =
      TextShape.ofLength(1, 63).matching("^[a-z0-9]([-a-z0-9_]*[a-z0-9])?$");

  static final Shape PATH_ID =
      TextShape.notEmpty()
          .following(
              text ->
                  AppId.names(text).stream()
                      .allMatch(name -> name.equals("..") || AppId.isName(name)));

  static final Shape PATH = TextShape.ofLength(1, 1024);
  static final Shape URI = TextShape.ofLength(1, 1024);
  static final Shape HTTP_SCHEME = ChoiceShape.of("HTTP", "HTTPS");
  static final Shape READ_MODE = ChoiceShape.of("RO", "RW");
  static final Shape NETWORK_PROTOCOL = ChoiceShape.of("tcp", "udp", "udp,tcp");
  static final Shape ANY_PORT = NumberShape.INT.from(0).to(65535);
  static final Shape LABELS = MapShape.of(ANY);

  private static final Shape ENV_VALUE =
      UnionShape.of(ANY, ObjectShape.of(Field.required("secret", ANY)));

  static final Shape APP_ENV = MapShape.of(ENV_VALUE);
  static final Shape POD_ENV = MapShape.of(ENV_VALUE, "^[a-zA-Z_][a-zA-Z0-9_]{0,253}?$");
  static final Shape SECRETS = MapShape.of(ObjectShape.of(Field.required("source", NOT_EMPTY)));

  static final Shape COMMAND =
      UnionShape.of(
          ObjectShape.of(Field.required("shell", NOT_EMPTY)),
          ObjectShape.of(Field.required("argv", ListShape.of(ANY).notEmpty())));

  private Texts() {}
}
