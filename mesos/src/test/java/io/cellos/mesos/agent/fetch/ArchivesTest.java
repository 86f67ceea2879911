package io.cellos.mesos.agent.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchivesTest {
  @TempDir Path directory;
  private Path sandbox;

  @BeforeEach
  void start() throws IOException {
    sandbox = Files.createDirectory(directory.resolve("sandbox"));
  }

  private void fetch(Path file, boolean cached) throws IOException, InterruptedException {
    CommandInfo.URI uri =
        CommandInfo.URI.newBuilder().setValue(file.toString()).setCache(cached).build();
    new Fetcher(Fetcher.Settings.defaults(directory.resolve("cache")))
        .fetch(List.of(uri), sandbox, Optional.empty());
  }

  private static OutputStream compressed(OutputStream out, String name) throws IOException {
    if (name.endsWith("gz")) {
      return new GZIPOutputStream(out);
    }
    if (name.endsWith("bz2")) {
      return new BZip2CompressorOutputStream(out);
    }
    return name.endsWith("xz") ? new XZCompressorOutputStream(out) : out;
  }

  private static void add(TarArchiveOutputStream tar, String name, int mode, String content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setMode(mode);
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    entry.setSize(entry.isDirectory() ? 0 : bytes.length);
    tar.putArchiveEntry(entry);
    tar.write(entry.isDirectory() ? new byte[0] : bytes);
    tar.closeArchiveEntry();
  }

  private static void link(TarArchiveOutputStream tar, byte kind, String name, String to)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, kind, true);
    entry.setLinkName(to);
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }

  /** What an archive of a test holds. */
  private interface Content {
    void write(TarArchiveOutputStream tar) throws IOException;
  }

  private Path tar(String name, Content content) throws IOException {
    Path file = directory.resolve(name);
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(compressed(Files.newOutputStream(file), name))) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
      content.write(tar);
    }
    return file;
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.tar", "a.tgz", "a.tar.gz", "a.tbz2", "a.tar.bz2", "a.txz", "a.tar.xz"})
  void tars(String name) throws IOException, InterruptedException {
    String longName = "./top/" + "x".repeat(150);
    Path file =
        tar(
            name,
            tar -> {
              add(tar, "./top/", 0555, "");
              add(tar, "./top/run", 04755, "run");
              add(tar, longName, 0600, "long");
              add(tar, "no/entry/for/parents", 0644, "deep");
              link(tar, TarConstants.LF_SYMLINK, "top/link", "run");
              link(tar, TarConstants.LF_SYMLINK, "top/away", "/etc/hostname");
              link(tar, TarConstants.LF_LINK, "top/hard", "top/run");
            });
    fetch(file, false);
    Path top = sandbox.resolve("top");
    assertThat(top.resolve("run")).hasContent("run");
    assertThat(Files.getPosixFilePermissions(top.resolve("run")))
        .isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat((Integer) Files.getAttribute(top.resolve("run"), "unix:mode") & 07000).isZero();
    assertThat(sandbox.resolve(longName)).hasContent("long");
    assertThat(sandbox.resolve("no/entry/for/parents")).hasContent("deep");
    assertThat(top.resolve("link")).isSymbolicLink().hasContent("run");
    assertThat(Files.readSymbolicLink(top.resolve("away"))).hasToString("/etc/hostname");
    assertThat(Files.isSameFile(top.resolve("hard"), top.resolve("run"))).isTrue();
    assertThat(Files.getPosixFilePermissions(top))
        .isEqualTo(PosixFilePermissions.fromString("r-xr-xr-x"));
    assertThat(sandbox.resolve(name)).exists(); // as Mesos does
  }

  @Test
  void zips() throws IOException, InterruptedException {
    Path file = directory.resolve("a.zip");
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(file)) {
      zip(zip, "top/run", 0100755, "run");
      zip(zip, "top/unknown", 0, "unknown");
      zip(zip, "top/link", 0120777, "run");
    }
    fetch(file, true);
    assertThat(sandbox.resolve("top/run")).hasContent("run").isExecutable();
    assertThat(sandbox.resolve("top/unknown")).hasContent("unknown");
    assertThat(sandbox.resolve("top/link")).isSymbolicLink().hasContent("run");
    assertThat(sandbox.resolve("a.zip")).doesNotExist(); // it is in the cache
  }

  private static void zip(ZipArchiveOutputStream zip, String name, int mode, String content)
      throws IOException {
    ZipArchiveEntry entry = new ZipArchiveEntry(name);
    entry.setUnixMode(mode);
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    zip.putArchiveEntry(entry);
    zip.write(bytes);
    zip.closeArchiveEntry();
  }

  @Test
  void gunzips() throws IOException, InterruptedException {
    Path file = directory.resolve("a.txt.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write('x');
    }
    fetch(file, false);
    assertThat(sandbox.resolve("a.txt")).hasContent("x");
  }

  @Test
  void nothingLeadsOut() throws IOException {
    Path outside = Files.createDirectory(directory.resolve("outside"));
    Path secret = Files.writeString(directory.resolve("secret"), "secret");
    List<Content> bad =
        List.of(
            tar -> add(tar, "../outside/x", 0644, "x"),
            tar -> add(tar, "/" + outside.toString().substring(1) + "/x", 0644, "x"),
            tar -> add(tar, "a/../../outside/x", 0644, "x"),
            tar -> {
              link(tar, TarConstants.LF_SYMLINK, "door", outside.toString());
              add(tar, "door/x", 0644, "x");
            },
            tar -> {
              link(tar, TarConstants.LF_SYMLINK, "door", "../outside");
              add(tar, "door/sub/", 0755, "");
            },
            tar -> link(tar, TarConstants.LF_LINK, "hard", "../secret"),
            tar -> {
              link(tar, TarConstants.LF_SYMLINK, "door", directory.toString());
              link(tar, TarConstants.LF_LINK, "hard", "door/secret");
            });
    for (Content content : bad) {
      Path file = tar("bad.tar", content);
      assertThatThrownBy(() -> fetch(file, false)).hasMessageContaining("leads out of the sandbox");
      assertThat(outside).isEmptyDirectory();
      Files.deleteIfExists(sandbox.resolve("door"));
    }
    assertThat(secret).hasContent("secret");
  }

  @Test
  void aFileThroughALinkReplacesTheLink() throws IOException, InterruptedException {
    Path outside = Files.writeString(directory.resolve("outside"), "stays");
    fetch(
        tar(
            "a.tar",
            tar -> {
              link(tar, TarConstants.LF_SYMLINK, "x", outside.toString());
              add(tar, "x", 0644, "new");
            }),
        false);
    assertThat(outside).hasContent("stays");
    assertThat(sandbox.resolve("x")).hasContent("new");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.tar", "a.tgz", "a.tar.bz2", "a.tar.xz", "a.zip", "a.gz"})
  void brokenArchivesAreFailures(String name) throws IOException {
    Path file = directory.resolve(name);
    Files.copy(
        new ByteArrayInputStream("no archive ".repeat(100).getBytes(StandardCharsets.UTF_8)), file);
    assertThatThrownBy(() -> fetch(file, false))
        .isInstanceOf(FetchException.class)
        .hasMessageStartingWith("Failed to fetch '" + file + "': ");
  }
}
