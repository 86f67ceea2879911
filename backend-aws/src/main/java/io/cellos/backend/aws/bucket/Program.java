package io.cellos.backend.aws.bucket;

import io.cellos.base.error.CellException;
import io.cellos.base.process.JavaCommand;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * The node program as nodes fetch it: a tar of {@code lib/*.jar} and the script that starts it. The
 * hash in their keys is of both, so a key always means the same program.
 */
public final class Program {
  private static final String BOOT = "/boot/boot";

  private final List<Path> jars;
  private final byte[] boot;
  private final String hash;

  public Program(List<Path> jars, byte[] boot) {
    this.jars =
        jars.stream()
            .sorted(Comparator.comparing((Path jar) -> jar.getFileName().toString()))
            .toList();
    this.boot = boot.clone();
    this.hash =
        Content.hash(
            out -> {
              writeTar(out);
              out.write(boot);
            });
  }

  /**
   * The program that belongs to this release: the jar that the boot script is in with the jars that
   * its manifest names; where there is no such distribution, as in tests, the jars of the class
   * path.
   */
  public static Program ofThisRelease() {
    URL script = Program.class.getResource(BOOT);
    if (script == null) {
      throw new IllegalStateException("the program was built without " + BOOT);
    }
    try {
      URLConnection connection = script.openConnection();
      connection.setUseCaches(false);
      try (InputStream in = connection.getInputStream()) {
        return new Program(jars(connection), in.readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> jars(URLConnection script) throws IOException {
    String classPath = System.getProperty("java.class.path");
    if (script instanceof JarURLConnection jar) {
      Path main = Path.of(java.net.URI.create(jar.getJarFileURL().toString()));
      List<Path> jars = new JavaCommand(Path.of("java"), main.toString(), null).jars();
      if (!jars.isEmpty()) {
        return jars;
      }
      if (!classPath.contains(File.pathSeparator)) {
        throw CellException.failed(
            "the distribution is not complete: jars are missing beside " + main,
            "build it again with: make build");
      }
    }
    return Arrays.stream(classPath.split(File.pathSeparator))
        .map(Path::of)
        .filter(Files::isRegularFile)
        .distinct()
        .toList();
  }

  /** The key of the tar. */
  public String key(CellBucket bucket) {
    return bucket.key("program/" + hash + "/node.tar");
  }

  /** The key of the boot script. */
  public String bootKey(CellBucket bucket) {
    return bucket.key("program/" + hash + "/boot");
  }

  /** Uploads what is not there yet. */
  public void upload(CellBucket bucket, Consumer<String> notice) {
    String key = key(bucket);
    if (bucket.has(key) && bucket.has(bootKey(bucket))) {
      return;
    }
    Content.upload(this::writeTar, bucket, key);
    bucket.put(bootKey(bucket), RequestBody.fromBytes(boot));
    notice.accept("node program uploaded, " + (size() >> 20) + " MB");
  }

  /** Bytes of all jars. */
  public long size() {
    return jars.stream().mapToLong(jar -> jar.toFile().length()).sum();
  }

  private void writeTar(OutputStream out) throws IOException {
    try (PlainTar tar = new PlainTar(out)) {
      for (Path jar : jars) {
        tar.file("lib/" + jar.getFileName(), jar);
      }
    }
  }
}
