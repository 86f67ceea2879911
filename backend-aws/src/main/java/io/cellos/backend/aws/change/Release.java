package io.cellos.backend.aws.change;

import io.cellos.backend.aws.bucket.CellBucket;
import io.cellos.backend.aws.bucket.Program;
import io.cellos.backend.aws.bucket.SeedPointer;
import io.cellos.backend.aws.stack.CellStack;
import io.cellos.backend.aws.template.CellFiles;
import io.cellos.backend.aws.template.Templates;
import io.cellos.base.json.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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
    Templates templates = Templates.ofThisRelease();
    return new Release(
        version, templates.cell(), templates.group(), Optional.of(Program.ofThisRelease()));
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
   * @return where it all is
   */
  CellFiles upload(CellStack stack, CellBucket bucket) {
    bucket.putIfMissing(template(bucket, "group"), group);
    bucket.putIfMissing(template(bucket, "cell"), cell);
    program.ifPresent(known -> known.upload(bucket, notice -> {}));
    return new CellFiles(
        version,
        bucket.name(),
        bucket.url(template(bucket, "group")),
        program.map(known -> known.key(bucket)).or(() -> stack.parameter("ProgramKey")).orElse(""),
        program.map(known -> known.bootKey(bucket)).or(() -> stack.parameter("BootKey")).orElse(""),
        SeedPointer.key(bucket));
  }
}
