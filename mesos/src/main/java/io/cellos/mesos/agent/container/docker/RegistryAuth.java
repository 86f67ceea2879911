package io.cellos.mesos.agent.container.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.base.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What registries of images want to know of us: from a file that the task fetched into its sandbox,
 * or from the agent's own configuration of Docker.
 *
 * @param configs each the content of a {@code ~/.docker/config.json}, the first that knows wins
 */
record RegistryAuth(List<JsonNode> configs) {
  private static final Logger LOG = LoggerFactory.getLogger(RegistryAuth.class);
  private static final String HUB = "https://index.docker.io/v1/";

  RegistryAuth {
    configs = List.copyOf(configs);
  }

  static RegistryAuth of(Path sandbox, DockerSettings settings) {
    List<JsonNode> configs = new ArrayList<>();
    read(sandbox.resolve(".docker/config.json")).ifPresent(configs::add);
    read(sandbox.resolve(".dockercfg")).ifPresent(configs::add);
    Map<String, String> environment = settings.environment();
    if (settings.config().isPresent()) {
      given(settings.config().get()).ifPresent(configs::add);
    } else if (environment.containsKey("DOCKER_CONFIG")) {
      read(Path.of(environment.get("DOCKER_CONFIG"), "config.json")).ifPresent(configs::add);
    } else if (environment.containsKey("HOME")) {
      read(Path.of(environment.get("HOME"), ".docker/config.json")).ifPresent(configs::add);
    }
    return new RegistryAuth(configs);
  }

  private static Optional<JsonNode> given(String config) {
    if (!config.strip().startsWith("{")) {
      return read(Path.of(config.replaceFirst("^file://", "")));
    }
    try {
      return Optional.of(Json.tree(config.getBytes(StandardCharsets.UTF_8)));
    } catch (UncheckedIOException e) {
      LOG.warn("--docker_config is no JSON"); // which may have a password in it
      return Optional.empty();
    }
  }

  private static Optional<JsonNode> read(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.tree(Files.readAllBytes(file)));
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("{} can't be read: {}", file, e.toString());
      return Optional.empty();
    }
  }

  /** The header's value for the registry of the image; empty if nothing is known. */
  Optional<String> header(String image) {
    String server = server(image);
    return configs.stream().flatMap(config -> known(config, server).stream()).findFirst();
  }

  /** Whether credentials are kept where this program does not look. */
  boolean areElsewhere(String image) {
    String server = server(image);
    return configs.stream()
        .anyMatch(config -> config.has("credsStore") || config.path("credHelpers").has(server));
  }

  private static String server(String image) {
    int slash = image.indexOf('/');
    String first = slash < 0 ? "" : image.substring(0, slash);
    boolean registry = first.contains(".") || first.contains(":") || first.equals("localhost");
    return registry ? first : HUB;
  }

  private static Optional<String> known(JsonNode config, String server) {
    JsonNode servers = config.has("auths") ? config.get("auths") : config; // .dockercfg is older
    JsonNode entry = servers.has(server) ? servers.get(server) : servers.path("https://" + server);
    Map<String, String> auth = new TreeMap<>();
    if (entry.has("identitytoken")) {
      auth.put("identitytoken", entry.get("identitytoken").asText());
    } else {
      String[] pair = decoded(entry.path("auth").asText()).split(":", 2);
      if (pair.length < 2) {
        return Optional.empty();
      }
      auth.put("username", pair[0]);
      auth.put("password", pair[1]);
    }
    auth.put("serveraddress", server);
    return Optional.of(Base64.getUrlEncoder().encodeToString(Json.bytes(auth)));
  }

  private static String decoded(String pair) {
    try {
      return new String(Base64.getDecoder().decode(pair), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
