package io.cellos.cli.input;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * What this release is made of, as pinned by {@code bundles/cell-os-base-<version>.yaml}.
 *
 * @param java the feature version of the Java it runs on
 * @param components name to version
 */
public record Bundle(
    int format, String bundle, String version, int java, Map<String, String> components) {
  /** The version of this release; a test holds it against the build's. */
  public static final String VERSION = "2.0.0";

  /** Reads the bundle file that is packed with the program. */
  public static Bundle current() {
    String name = "/bundles/cell-os-base-" + VERSION + ".yaml";
    try (InputStream file = Bundle.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("the program was built without " + name);
      }
      return new YAMLMapper().readValue(file, Bundle.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
