package io.cellos.backend.aws.create;

import io.cellos.backend.aws.bucket.CellBucket;
import io.cellos.backend.aws.bucket.Program;
import io.cellos.backend.aws.template.CellFiles;
import io.cellos.backend.aws.template.Templates;
import java.util.function.Consumer;

/**
 * Everything that nodes and CloudFormation read of a cell: where it lies in the bucket, and how it
 * gets there. All keys have a hash of the content, so what is there is never overwritten.
 */
public final class Uploads {
  private final CellBucket bucket;
  private final Templates templates;
  private final Program program;
  private final String seedKey;

  /**
   * @param seedKey where nodes find the modules, which others upload; empty for none
   */
  public Uploads(CellBucket bucket, String seedKey) {
    this.bucket = bucket;
    this.templates = Templates.ofThisRelease();
    this.program = Program.ofThisRelease();
    this.seedKey = seedKey;
  }

  /** The files as the template's parameters name them. */
  public CellFiles files(String version) {
    return new CellFiles(
        version,
        bucket.name(),
        bucket.url(templateKey("group.json")),
        program.key(bucket),
        program.bootKey(bucket),
        seedKey);
  }

  /** The cell's template, for CloudFormation. */
  public String templateUrl() {
    return bucket.url(templateKey("cell.json"));
  }

  private String templateKey(String name) {
    return bucket.key("templates/" + templates.hash() + "/" + name);
  }

  /** Uploads what is not there yet. */
  public void upload(Consumer<String> notice) {
    program.upload(bucket, notice);
    boolean groupIsNew = bucket.putIfMissing(templateKey("group.json"), templates.group());
    if (bucket.putIfMissing(templateKey("cell.json"), templates.cell()) || groupIsNew) {
      notice.accept("templates uploaded");
    }
  }
}
