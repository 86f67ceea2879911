package io.cellos.backend.aws.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.base.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The two templates of this release: the cell's, and that of one group, which the first one nests.
 * They are given to CloudFormation by URL, because the first is longer than what may be sent along.
 */
public final class Templates {
  private static final int HASH = 16;

  private final byte[] cell;
  private final byte[] group;

  public Templates(byte[] cell, byte[] group) {
    this.cell = cell;
    this.group = group;
  }

  public static Templates ofThisRelease() {
    return new Templates(read("/templates/cell.json"), read("/templates/group.json"));
  }

  /** cell.json. */
  public byte[] cell() {
    return cell.clone();
  }

  /** group.json. */
  public byte[] group() {
    return group.clone();
  }

  /** 16 hexadecimal digits that stand for both; where they are in a bucket. */
  public String hash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(cell);
      digest.update(group);
      return HexFormat.of().formatHex(digest.digest()).substring(0, HASH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The parameters of cell.json with their defaults; an empty text where there is none. */
  public Map<String, String> parameters() {
    Map<String, String> defaults = new TreeMap<>();
    cellTree()
        .get("Parameters")
        .properties()
        .forEach(
            parameter ->
                defaults.put(parameter.getKey(), parameter.getValue().path("Default").asText()));
    return defaults;
  }

  JsonNode cellTree() {
    return tree(cell);
  }

  JsonNode groupTree() {
    return tree(group);
  }

  private static JsonNode tree(byte[] template) {
    try {
      return Json.mapper().readTree(template);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(String name) {
    try (InputStream file = Templates.class.getResourceAsStream(name)) {
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
