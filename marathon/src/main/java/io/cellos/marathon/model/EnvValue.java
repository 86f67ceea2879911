package io.cellos.marathon.model;

/** The value of an environment variable. */
public sealed interface EnvValue {
  record Text(String value) implements EnvValue {}

  /** The secret declared by that name in the same app or pod. */
  record SecretRef(String secret) implements EnvValue {}
}
