package io.cellos.mesos.agent.container.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import io.cellos.base.json.Json;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;

/** Images of an engine. */
record Images(Engine engine) {
  /** What is safe in a request; the engine knows better what names are. */
  private static final Pattern NAME = Pattern.compile("[\\w./:@\\[\\]-]+");

  /**
   * Sees to it that the image is there.
   *
   * @param force it is to be the newest
   */
  void ensure(String image, boolean force, RegistryAuth auth)
      throws DockerException, InterruptedException {
    if (!NAME.matcher(image).matches()) {
      throw new DockerException("\"" + image + "\" is no name of an image");
    }
    if (force || !exists(image)) {
      pull(image, auth);
    }
  }

  private boolean exists(String image) throws DockerException, InterruptedException {
    try {
      engine.call("GET", "/images/" + image + "/json");
      return true;
    } catch (DockerException e) {
      if (e.status() == 404) {
        return false;
      }
      throw e;
    }
  }

  private void pull(String image, RegistryAuth auth) throws DockerException, InterruptedException {
    boolean digest = image.contains("@");
    int colon = image.lastIndexOf(':');
    boolean tagged = !digest && colon > image.lastIndexOf('/');
    String name = tagged ? image.substring(0, colon) : image;
    String tag = tagged ? image.substring(colon + 1) : digest ? "" : "latest";
    String path =
        "/images/create?fromImage="
            + Engine.encoded(name)
            + (tag.isEmpty() ? "" : "&tag=" + Engine.encoded(tag));
    Map<String, String> headers =
        auth.header(name).map(value -> Map.of("X-Registry-Auth", value)).orElse(Map.of());
    String failure;
    try {
      failure = engine.stream("POST", path, headers, null, Images::failure);
    } catch (DockerException e) {
      failure = e.getMessage();
    }
    if (!failure.isEmpty()) {
      String hint =
          headers.isEmpty() && auth.areElsewhere(name)
              ? " (asked without credentials: those in a credential helper are not known here,"
                  + " those under \"auths\" in Docker's config.json are)"
              : "";
      throw new DockerException("can't pull " + image + ": " + failure + hint);
    }
  }

  /** The engine tells of its progress line by line, and of a failure in one of them. */
  private static String failure(EngineAnswer answer) throws IOException {
    String failure = "";
    try (MappingIterator<JsonNode> lines =
        Json.mapper().readerFor(JsonNode.class).readValues(answer.body())) {
      while (lines.hasNextValue()) {
        JsonNode line = lines.nextValue();
        failure = line.has("error") ? line.get("error").asText() : failure;
      }
    }
    return failure;
  }
}
