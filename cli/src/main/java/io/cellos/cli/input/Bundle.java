package io.cellos.cli.input;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.cellos.backend.BodySettings;
import io.cellos.backend.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What this release is made of, as pinned by {@code bundles/cell-os-base-<version>.yaml}.
 *
 * @param java the feature version of the Java it runs on
 * @param engine what schedules work in the body where nobody chooses otherwise
 * @param mesos {@code home}: where Apache Mesos is installed; only for that engine
 * @param components name to version
 */
public record Bundle(
    int format,
    String bundle,
    String version,
    int java,
    String engine,
    Map<String, String> mesos,
    Map<String, String> components) {
  /** The version of this release; a test holds it against the build's. */
  public static final String VERSION = "2.0.0";

  public Bundle {
    mesos = mesos == null ? Map.of() : Map.copyOf(mesos);
  }

  /** What this release says of the body, as settings. */
  public static Settings body() {
    Bundle bundle = current();
    Map<String, String> values = new TreeMap<>();
    values.put(BodySettings.ENGINE, bundle.engine);
    if (bundle.mesos.containsKey("home")) {
      values.put(BodySettings.MESOS_HOME, bundle.mesos.get("home"));
    }
    return new Settings(values);
  }

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
