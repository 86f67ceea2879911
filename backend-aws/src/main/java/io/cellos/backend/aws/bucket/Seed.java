package io.cellos.backend.aws.bucket;

import io.cellos.backend.module.ModuleCheck;
import io.cellos.model.InvalidInputException;
import io.cellos.model.UserModule;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** The user's modules as nodes fetch them: a tar.gz of {@code modules/<name>/…}. */
public final class Seed {
  private final List<UserModule> modules;
  private final String hash;

  private Seed(List<UserModule> modules) {
    this.modules = modules;
    // of the tar, not the gzip: compressors may differ from one JDK to the next
    this.hash = modules.isEmpty() ? "" : Content.hash(this::writeTar);
  }

  /**
   * @throws InvalidInputException naming everything that is wrong with any of the modules
   */
  public static Seed of(List<UserModule> modules) {
    ModuleCheck.check(modules);
    return new Seed(List.copyOf(modules));
  }

  /** The key of the archive; empty if there are no modules. */
  public String key(CellBucket bucket) {
    return modules.isEmpty() ? "" : bucket.key("seed/" + hash + ".tar.gz");
  }

  /** Uploads it unless it is there, or there are no modules. */
  public void upload(CellBucket bucket, Consumer<String> notice) {
    if (modules.isEmpty() || bucket.has(key(bucket))) {
      return;
    }
    Content.upload(
        out -> {
          GZIPOutputStream compressed = new GZIPOutputStream(out);
          writeTar(compressed);
          compressed.finish();
        },
        bucket,
        key(bucket));
    notice.accept(
        "seed uploaded: " + String.join(", ", modules.stream().map(UserModule::name).toList()));
  }

  private void writeTar(OutputStream out) throws IOException {
    try (PlainTar tar = new PlainTar(out)) {
      tar.directory("modules");
      for (UserModule module : modules) {
        Path root = Path.of(module.path()).toRealPath();
        try (Stream<Path> files = Files.walk(root)) {
          for (Path file : files.sorted().toList()) {
            add(tar, file, name(module, root.relativize(file)));
          }
        }
      }
    }
  }

  private static String name(UserModule module, Path relative) {
    String below = relative.toString().replace('\\', '/');
    return "modules/" + module.name() + (below.isEmpty() ? "" : "/" + below);
  }

  private static void add(PlainTar tar, Path file, String name) throws IOException {
    if (Files.isSymbolicLink(file)) {
      tar.link(name, Files.readSymbolicLink(file).toString());
    } else if (Files.isDirectory(file)) {
      tar.directory(name);
    } else if (Files.isRegularFile(file)) {
      tar.file(name, file);
    }
  }
}
