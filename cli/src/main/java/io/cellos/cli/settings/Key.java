package io.cellos.cli.settings;

import io.cellos.backend.BodySettings;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Everything that can be set, by the word it has in files, and how its value looks. */
public enum Key {
  BACKEND(Form.TEXT),
  PROXY_PORT(Form.TEXT),
  ENGINE(Form.TEXT),
  MESOS_HOME(Form.TEXT, BodySettings.MESOS_HOME),
  RESOURCES(Form.BY_ROLE),
  REGION(Form.TEXT),
  PROFILE(Form.TEXT),
  ZONE(Form.TEXT),
  BUCKET(Form.TEXT),
  DOMAIN(Form.TEXT),
  CIDR(Form.TEXT),
  KEY_PAIR(Form.TEXT),
  ARCHITECTURE(Form.TEXT),
  IMAGE(Form.TEXT),
  INSTANCE_TYPE(Form.BY_ROLE),
  VOLUME_SIZE(Form.BY_ROLE),
  SPOT(Form.SWITCH),
  BASTION(Form.SWITCH),
  ALLOWED_NETWORKS(Form.LIST),
  KEYS_INSTEAD_OF_ROLES(Form.TEXT),
  NO_ROLLBACK(Form.SWITCH),
  SSH_USER(Form.TEXT),
  SSH_PORT(Form.TEXT),
  SSH_TIMEOUT(Form.TEXT),
  SSH_OPTIONS(Form.TEXT);

  /** How a value is written; what it may be is for whoever uses it to say. */
  public enum Form {
    TEXT,
    /** {@code true}, {@code yes}, {@code false} or {@code no}. */
    SWITCH,
    /** Texts with commas between them. */
    LIST,
    /** One value for all groups, or {@code nucleus=…,membrane=…}. */
    BY_ROLE
  }

  private static final List<String> SWITCH_WORDS = List.of("true", "yes", "false", "no");

  private final Form form;
  private final String word;

  Key(Form form) {
    this.form = form;
    this.word = name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Key(Form form, String word) {
    this.form = form;
    this.word = word;
  }

  public Form form() {
    return form;
  }

  /** The key that has this word in files. */
  public static Optional<Key> of(String word) {
    return Arrays.stream(values()).filter(key -> key.toString().equals(word)).findFirst();
  }

  /** The words of all settings that only cells on EC2 have. */
  public static List<String> onEc2() {
    return Arrays.stream(values())
        .filter(key -> key != BACKEND && key != PROXY_PORT)
        .map(Key::toString)
        .filter(word -> !BodySettings.KEYS.contains(word))
        .toList();
  }

  public static List<String> all() {
    return Arrays.stream(values()).map(Key::toString).toList();
  }

  /** What is wrong with the form of the value; empty if nothing is. */
  public Optional<String> mistake(String value) {
    return form == Form.SWITCH && !SWITCH_WORDS.contains(value)
        ? Optional.of("\"%s\" needs %s".formatted(this, String.join(", ", SWITCH_WORDS)))
        : Optional.empty();
  }

  /** Lower case, as in files. */
  @Override
  public String toString() {
    return word;
  }
}
