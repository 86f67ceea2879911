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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What registries of images want to know of us: from a file that the task fetched into its sandbox,
 * or from the agent's own configuration of Docker.
 */
record RegistryAuth(List<Path> files) {
  private static final Logger LOG = LoggerFactory.getLogger(RegistryAuth.class);
  private static final String HUB = "https://index.docker.io/v1/";

  static RegistryAuth of(Path sandbox, Map<String, String> environment) {
    List<Path> files = new ArrayList<>();
    files.add(sandbox.resolve(".docker/config.json"));
    files.add(sandbox.resolve(".dockercfg"));
    if (environment.containsKey("DOCKER_CONFIG")) {
      files.add(Path.of(environment.get("DOCKER_CONFIG"), "config.json"));
    } else if (environment.containsKey("HOME")) {
      files.add(Path.of(environment.get("HOME"), ".docker/config.json"));
    }
    return new RegistryAuth(files);
  }

  /** The header's value for the registry of the image; empty if nothing is known. */
  Optional<String> header(String image) {
    int slash = image.indexOf('/');
    String first = slash < 0 ? "" : image.substring(0, slash);
    boolean registry = first.contains(".") || first.contains(":") || first.equals("localhost");
    String server = registry ? first : HUB;
    return files.stream().flatMap(file -> known(file, server).stream()).findFirst();
  }

  private static Optional<String> known(Path file, String server) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      JsonNode config = Json.tree(Files.readAllBytes(file));
      JsonNode servers = config.has("auths") ? config.get("auths") : config; // .dockercfg is older
      JsonNode entry =
          servers.has(server) ? servers.get(server) : servers.path("https://" + server);
      byte[] decoded = Base64.getDecoder().decode(entry.path("auth").asText());
      String[] pair = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
      if (pair.length < 2) {
        return Optional.empty();
      }
      Map<String, String> auth =
          Map.of("username", pair[0], "password", pair[1], "serveraddress", server);
      return Optional.of(Base64.getUrlEncoder().encodeToString(Json.bytes(auth)));
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      LOG.warn("{} can't be read: {}", file, e.toString());
      return Optional.empty();
    }
  }
}
