package io.cellos.backend.aws.change;

import io.cellos.backend.aws.bucket.CellBucket;
import io.cellos.backend.aws.bucket.Program;
import io.cellos.base.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * What a release brings to a cell: templates and the node program.
 *
 * @param program empty to leave the nodes the program that they have
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Release(String version, byte[] cell, byte[] group, Optional<Program> program) {
  private static final int HASH = 16;

  /** What this program brings. */
  public static Release ofThisProgram(String version) {
    return new Release(version, read("cell"), read("group"), Optional.of(Program.ofThisRelease()));
  }

  private static byte[] read(String template) {
    String name = "/templates/" + template + ".json";
    try (InputStream file = Release.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("the program was built without " + name);
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The parameters of the cell's template. */
  Set<String> parameterNames() {
    Set<String> names = new TreeSet<>();
    Json.tree(cell).path("Parameters").fieldNames().forEachRemaining(names::add);
    return names;
  }

  String templateUrl(CellBucket bucket) {
    return bucket.url(template(bucket, "cell"));
  }

  private String template(CellBucket bucket, String name) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(cell);
      String hash = HexFormat.of().formatHex(digest.digest(group)).substring(0, HASH);
      return bucket.key("templates/" + hash + "/" + name + ".json");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Uploads what is not there yet; a running cell does not notice.
   *
   * @return the parameters that name it
   */
  Map<String, String> upload(CellBucket bucket, Consumer<String> notice) {
    bucket.putIfMissing(template(bucket, "group"), group);
    bucket.putIfMissing(template(bucket, "cell"), cell);
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("Version", version);
    parameters.put("GroupTemplateUrl", bucket.url(template(bucket, "group")));
    program.ifPresent(
        known -> {
          known.upload(bucket, notice);
          parameters.put("ProgramKey", known.key(bucket));
          parameters.put("BootKey", known.bootKey(bucket));
        });
    return parameters;
  }
}
