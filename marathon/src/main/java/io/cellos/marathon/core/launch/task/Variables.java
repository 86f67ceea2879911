package io.cellos.marathon.core.launch.task;

import io.cellos.marathon.model.EnvValue;
import io.cellos.marathon.model.Resources;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.mesos.v1.Protos.Environment;

/** Environment variables that apps and pods both have. */
final class Variables {
  private static final int LONGEST = 512;
  private static final String LABEL = "MARATHON_APP_LABEL_";
  private static final Pattern NO_WORD = Pattern.compile("[^a-zA-Z0-9_]+");

  private Variables() {}

  /** The text as a shell can say it. */
  static String word(String text) {
    return NO_WORD.matcher(text).replaceAll("_").toUpperCase(Locale.ROOT);
  }

  /** Labels, without those that are long. */
  static Map<String, String> ofLabels(Map<String, String> labels) {
    Map<String, String> valid = new LinkedHashMap<>();
    labels.forEach(
        (key, value) -> {
          if (key.length() < LONGEST - LABEL.length() && value.length() < LONGEST) {
            valid.put(word(key), value);
          }
        });
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("MARATHON_APP_LABELS", String.join(" ", valid.keySet()));
    valid.forEach((key, value) -> variables.put(LABEL + key, value));
    return variables;
  }

  /** What the task gets, as {@code <prefix>CPUS} and so on. */
  static Map<String, String> ofResources(String prefix, Resources resources) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put(prefix + "CPUS", String.valueOf(resources.cpus()));
    variables.put(prefix + "MEM", String.valueOf(resources.mem()));
    variables.put(prefix + "DISK", String.valueOf(resources.disk()));
    variables.put(prefix + "GPUS", String.valueOf(resources.gpus()));
    return variables;
  }

  /** What the definition says; secrets have no value here. */
  static Map<String, String> ofDefinition(Map<String, EnvValue> env) {
    Map<String, String> variables = new LinkedHashMap<>();
    env.forEach((name, value) -> text(value).ifPresent(text -> variables.put(name, text)));
    return variables;
  }

  private static Optional<String> text(EnvValue value) {
    return switch (value) {
      case EnvValue.Text text -> Optional.of(text.value());
      case EnvValue.SecretRef _ -> Optional.empty();
    };
  }

  static Map<String, String> prefixed(Optional<String> prefix, Map<String, String> variables) {
    Map<String, String> result = new LinkedHashMap<>();
    variables.forEach((name, value) -> result.put(prefix.orElse("") + name, value));
    return result;
  }

  static Environment toMesos(Map<String, String> variables) {
    Environment.Builder environment = Environment.newBuilder();
    variables.forEach(
        (name, value) ->
            environment.addVariables(
                Environment.Variable.newBuilder()
                    .setName(name)
                    .setType(Environment.Variable.Type.VALUE)
                    .setValue(value)));
    return environment.build();
  }
}
