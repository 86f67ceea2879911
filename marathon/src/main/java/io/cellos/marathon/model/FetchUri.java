package io.cellos.marathon.model;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/** Something that is brought into the sandbox before the task starts. */
public record FetchUri(
    String uri, boolean extract, boolean executable, boolean cache, Optional<String> destPath) {
  private static final List<String> ARCHIVES =
      List.of(".tar", ".tar.gz", ".tar.bz2", ".tar.xz", ".gz", ".tgz", ".tbz2", ".txz", ".zip");

  /** Whether it is unpacked when only its address is given: the file's name decides. */
  public static boolean isArchive(String uri) {
    try {
      String path = new URI(uri).getPath();
      return path != null && ARCHIVES.stream().anyMatch(path::endsWith);
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
