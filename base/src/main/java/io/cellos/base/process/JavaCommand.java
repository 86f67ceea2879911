package io.cellos.base.process;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * How another Java program of the cell is started: with the Java runtime, class path and
 * ahead-of-time cache that this program runs with.
 *
 * @param java the {@code java} executable
 * @param classPath the class path, separated as the platform does
 * @param aotCache the ahead-of-time cache made for that class path, or null
 */
public record JavaCommand(Path java, String classPath, Path aotCache) {
  /** The system property that names the ahead-of-time cache of this program. */
  public static final String AOT_PROPERTY = "cellos.aot";

  /** The same runtime, class path and cache as this program's. */
  public static JavaCommand current() {
    String cache = System.getProperty(AOT_PROPERTY);
    return new JavaCommand(
        Path.of(System.getProperty("java.home"), "bin", "java"),
        System.getProperty("java.class.path"),
        cache == null ? null : Path.of(cache));
  }

  /**
   * The same, with the jar that the class is in as class path; its manifest names the other jars.
   * Unchanged if the class is in no jar, as in tests.
   */
  public JavaCommand fromJarOf(Class<?> type) {
    String jar = type.getProtectionDomain().getCodeSource().getLocation().getPath();
    return jar.endsWith(".jar")
        ? new JavaCommand(java, Path.of(URI.create("file://" + jar)).toString(), aotCache)
        : this;
  }

  /**
   * The jar of the class path and the siblings that its manifest names, the jar first; nothing if
   * the class path is of another kind.
   */
  public List<Path> jars() throws IOException {
    Path main = Path.of(classPath.split(File.pathSeparator, 2)[0]).toAbsolutePath();
    if (classPath.contains(File.pathSeparator) || !Files.isRegularFile(main)) {
      return List.of();
    }
    List<Path> jars = new ArrayList<>(List.of(main));
    try (JarFile jar = new JarFile(main.toFile())) {
      Manifest manifest = jar.getManifest();
      String names =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      for (String name : names == null ? new String[0] : names.strip().split("\\s+")) {
        Path sibling = name.contains(":") || name.contains("/") ? null : main.resolveSibling(name);
        if (sibling == null || !Files.isRegularFile(sibling)) {
          return List.of();
        }
        jars.add(sibling);
      }
    }
    return jars;
  }

  /**
   * The words of the command.
   *
   * @param heapMegabytes upper bound of the heap
   * @param properties system properties; never put a secret here, the process list shows them
   */
  public List<String> of(
      int heapMegabytes, Map<String, String> properties, Class<?> main, String... arguments) {
    List<String> words = new ArrayList<>();
    words.add(java.toString());
    words.add("-Xmx" + heapMegabytes + "m");
    words.add("-XX:+UseSerialGC");
    words.add("-XX:TieredStopAtLevel=1");
    words.add("-XX:-UsePerfData");
    words.add("-XX:+ExitOnOutOfMemoryError");
    words.add("--enable-native-access=ALL-UNNAMED");
    words.add("--sun-misc-unsafe-memory-access=allow");
    if (aotCache != null) {
      // where the cache says, not somewhere at random: what need not be moved is not written to,
      // and
      // so is the same memory in all programs of a cell
      words.add("-XX:+UnlockDiagnosticVMOptions");
      words.add("-XX:ArchiveRelocationMode=0");
      words.add("-XX:AOTCache=" + aotCache);
      words.add("-Xlog:disable");
      words.add("-Xlog:all=error,aot*=off,cds*=off:stderr"); // a cache that does not fit is no news
      words.add("-D" + AOT_PROPERTY + "=" + aotCache);
    }
    properties.forEach((key, value) -> words.add("-D" + key + "=" + value));
    words.add("-cp");
    words.add(classPath);
    words.add(main.getName());
    words.addAll(List.of(arguments));
    return List.copyOf(words);
  }
}
