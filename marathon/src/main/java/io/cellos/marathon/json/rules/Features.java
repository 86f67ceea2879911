package io.cellos.marathon.json.rules;

import java.util.Set;

/** What is switched on by {@code --enable_features}. */
public record Features(Set<String> enabled) {
  public static final String SECRETS = "secrets";
  public static final String EXTERNAL_VOLUMES = "external_volumes";
  public static final String GPU_RESOURCES = "gpu_resources";

  public static final Features NONE = new Features(Set.of());

  public Features {
    enabled = Set.copyOf(enabled);
  }

  boolean has(String feature) {
    return enabled.contains(feature);
  }

  static String missing(String feature) {
    return "Feature " + feature + " is not enabled. Enable with --enable_features " + feature + ")";
  }
}
