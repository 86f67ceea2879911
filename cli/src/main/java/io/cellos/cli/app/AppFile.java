package io.cellos.cli.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.base.json.Json;
import io.cellos.base.text.NearWord;
import io.cellos.marathon.json.UnknownFields;
import io.cellos.model.InvalidInputException;
import io.cellos.protocols.marathon.MarathonClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What somebody wants deployed, in Marathon's JSON: an app, a list of apps, or a group.
 *
 * @param name of the file, for people
 */
public record AppFile(String name, Kind kind, JsonNode content) {
  private static final Set<String> ONLY_GROUPS_HAVE = Set.of("apps", "groups");

  /** What it is. */
  public enum Kind {
    APP,
    APPS,
    GROUP
  }

  /**
   * @param file its name, or {@code -} for the stream
   * @throws InvalidInputException if it can't be read, or is something else
   */
  public static AppFile read(String file, InputStream in) {
    String name = file.equals("-") ? "standard input" : file;
    JsonNode content = tree(name, bytes(file, in));
    if (content.isArray()) {
      for (JsonNode app : content) {
        requireId(name, app);
      }
      return new AppFile(name, Kind.APPS, content);
    }
    if (!content.isObject()) {
      throw new InvalidInputException(name + " has neither an app nor a list of apps nor a group");
    }
    requireId(name, content);
    boolean group = ONLY_GROUPS_HAVE.stream().anyMatch(content::has);
    if (group && MarathonClient.path(content.path("id").asText()).isEmpty()) {
      throw new InvalidInputException(
          name
              + " is the group of everything: deploying it would remove all other apps of the"
              + " cell; give it an id, or deploy the groups in it one by one");
    }
    return new AppFile(name, group ? Kind.GROUP : Kind.APP, content);
  }

  private static void requireId(String name, JsonNode app) {
    if (!app.path("id").isTextual()) {
      throw new InvalidInputException(name + " has something without \"id\", which must be a text");
    }
  }

  private static byte[] bytes(String name, InputStream in) {
    try {
      return name.equals("-") ? in.readAllBytes() : Files.readAllBytes(Path.of(name));
    } catch (NoSuchFileException e) {
      throw new InvalidInputException("there is no file " + name);
    } catch (IOException e) {
      throw new InvalidInputException("can't read " + name + ": " + e.getMessage());
    }
  }

  private static JsonNode tree(String name, byte[] bytes) {
    try {
      return Json.mapper().readTree(bytes);
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(
          "%s is not JSON: line %d, column %d: %s"
              .formatted(
                  name,
                  e.getLocation().getLineNr(),
                  e.getLocation().getColumnNr(),
                  e.getOriginalMessage()));
    } catch (IOException e) {
      throw new InvalidInputException("can't read " + name + ": " + e.getMessage());
    }
  }

  /** The path of the group. */
  String group() {
    return MarathonClient.path(content.path("id").asText());
  }

  /** The paths of all apps in it. */
  public List<String> ids() {
    Set<String> ids = new TreeSet<>();
    switch (kind) {
      case APP -> ids.add(MarathonClient.path(content.path("id").asText()));
      case APPS -> content.forEach(app -> ids.add(MarathonClient.path(app.path("id").asText())));
      case GROUP -> collect(content, "", ids);
    }
    return List.copyOf(ids);
  }

  private static void collect(JsonNode group, String parent, Set<String> ids) {
    String path = under(parent, group);
    group.path("apps").forEach(app -> ids.add(under(path, app)));
    group.path("groups").forEach(below -> collect(below, path, ids));
  }

  private static String under(String parent, JsonNode named) {
    String id = named.path("id").asText();
    return id.startsWith("/") ? MarathonClient.path(id) : parent + MarathonClient.path(id);
  }

  /** For people: fields that Marathon will ignore, one line each. */
  public List<String> warnings() {
    List<UnknownFields.Unknown> unknown =
        switch (kind) {
          case APP -> UnknownFields.ofApp(content);
          case APPS -> {
            List<UnknownFields.Unknown> all = new ArrayList<>();
            content.forEach(app -> all.addAll(UnknownFields.ofApp(app)));
            yield all;
          }
          case GROUP -> UnknownFields.ofGroup(content);
        };
    return unknown.stream()
        .map(
            field ->
                "%s: Marathon ignores \"%s\"%s%s"
                    .formatted(
                        name,
                        field.name(),
                        field.path().isEmpty() ? "" : " in " + field.path(),
                        NearWord.hint(field.name(), field.known())))
        .toList();
  }
}
