package io.cellos.backend.aws.bucket;

import io.cellos.backend.aws.template.CellFiles;
import io.cellos.backend.aws.template.Templates;
import java.util.function.Consumer;

/**
 * What a release brings to a cell: templates and the node program, where they lie in the bucket and
 * how they get there. All keys have a hash of the content, so what is there is never overwritten.
 */
public record Release(String version, Templates templates, Program program) {

  /** What this program brings. */
  public static Release ofThisProgram(String version) {
    return new Release(version, Templates.ofThisRelease(), Program.ofThisRelease());
  }

  /**
   * The files as the template's parameters name them.
   *
   * @param seedKey where nodes find the modules, which others upload; empty for none
   */
  public CellFiles files(CellBucket bucket, String seedKey) {
    return new CellFiles(
        version,
        bucket.name(),
        bucket.url(templateKey(bucket, "group.json")),
        program.key(bucket),
        program.bootKey(bucket),
        seedKey);
  }

  /** The cell's template, for CloudFormation. */
  public String templateUrl(CellBucket bucket) {
    return bucket.url(templateKey(bucket, "cell.json"));
  }

  private String templateKey(CellBucket bucket, String name) {
    return bucket.key("templates/" + templates.hash() + "/" + name);
  }

  /** Uploads what is not there yet; a running cell does not notice. */
  public void upload(CellBucket bucket, Consumer<String> notice) {
    program.upload(bucket, notice);
    boolean groupIsNew = bucket.putIfMissing(templateKey(bucket, "group.json"), templates.group());
    if (bucket.putIfMissing(templateKey(bucket, "cell.json"), templates.cell()) || groupIsNew) {
      notice.accept("templates uploaded");
    }
  }
}
