package io.cellos.backend.local.cell;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.base.process.JavaCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistributionTest {
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final FileTime THEN = FileTime.from(Instant.parse("2020-02-02T02:02:02Z"));

  @TempDir Path directory;

  private Path jar(String name, String classPath) throws Exception {
    Path jar = directory.resolve("build/" + name);
    Files.createDirectories(jar.getParent());
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    Files.setLastModifiedTime(jar, THEN);
    return jar;
  }

  @Test
  void aJarIsCopiedWithItsSiblingsCacheAndTimes() throws Exception {
    Path main = jar("main.jar", "a.jar b.jar");
    jar("a.jar", "");
    jar("b.jar", "");
    Path cache = Files.writeString(directory.resolve("build/any.aot"), "cache");
    Path dist = directory.resolve("dist");
    Distribution.install(new JavaCommand(JAVA, main.toString(), cache), dist);
    Files.writeString(main, "rebuilt in place");

    JavaCommand command = Distribution.load(dist);
    assertThat(command.java()).isEqualTo(JAVA);
    assertThat(command.classPath()).isEqualTo(dist.resolve("lib/main.jar").toString());
    assertThat(command.aotCache()).isEqualTo(dist.resolve("cell.aot")).hasContent("cache");
    assertThat(dist.resolve("lib")).isDirectoryContaining("glob:**/b.jar");
    assertThat(Files.getLastModifiedTime(dist.resolve("lib/main.jar"))).isEqualTo(THEN);
    assertThat(Files.size(dist.resolve("lib/main.jar"))).isGreaterThan(100);
  }

  @Test
  void aClassPathOfDirectoriesIsUsedInPlace() throws Exception {
    String classPath = directory.resolve("classes") + ":" + directory.resolve("x.jar");
    Path dist = directory.resolve("dist");
    Distribution.install(new JavaCommand(JAVA, classPath, null), dist);
    assertThat(Distribution.load(dist)).isEqualTo(new JavaCommand(JAVA, classPath, null));
  }

  @Test
  void aJdkThatIsGoneIsReplacedByThisOneWithoutItsCache() throws Exception {
    Path main = jar("main.jar", "");
    Path cache = Files.writeString(directory.resolve("build/any.aot"), "cache");
    Path dist = directory.resolve("dist");
    Distribution.install(
        new JavaCommand(directory.resolve("old/java"), main.toString(), cache), dist);
    assertThat(Distribution.load(dist).java()).isEqualTo(JAVA);
    assertThat(Distribution.load(dist).aotCache()).isNull();
  }
}
