package io.cellos.mesos.agent.fetch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * Unpacks archives into sandboxes. Links are made as they are, wherever they point; but nothing is
 * written through one that leads out.
 */
final class Archives {
  /** How the bytes of an archive become those of a tar. */
  private interface Decoder {
    InputStream decode(InputStream in) throws IOException;
  }

  private static final Map<String, Decoder> TARS = new LinkedHashMap<>();

  static {
    Decoder gzip = GZIPInputStream::new;
    Decoder bzip2 = in -> new BZip2CompressorInputStream(in, true);
    Decoder xz =
        in ->
            XZCompressorInputStream.builder()
                .setInputStream(in)
                .setDecompressConcatenated(true)
                .get();
    TARS.put(".tar", in -> in);
    TARS.put(".tgz", gzip);
    TARS.put(".tar.gz", gzip);
    TARS.put(".tbz2", bzip2);
    TARS.put(".tar.bz2", bzip2);
    TARS.put(".txz", xz);
    TARS.put(".tar.xz", xz);
  }

  private final Sandbox sandbox;

  /** Directories' modes are set last, since some forbid to make files in them. */
  private final LinkedHashMap<Path, Integer> directories = new LinkedHashMap<>();

  private Archives(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  /**
   * Unpacks the file if its name says that it is an archive.
   *
   * @param name which may be another than that of the file
   * @return whether it is
   */
  static boolean extract(Path file, String name, Sandbox sandbox) throws IOException {
    try {
      return new Archives(sandbox).extract(file, name);
    } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
      throw new FetchException("'" + name + "' is malformed: " + e.getMessage(), e);
    }
  }

  private boolean extract(Path file, String name) throws IOException {
    Optional<Decoder> tar =
        TARS.entrySet().stream()
            .filter(kind -> name.endsWith(kind.getKey()))
            .map(Map.Entry::getValue)
            .findFirst();
    if (tar.isPresent()) {
      tar(file, tar.get());
    } else if (name.endsWith(".zip")) {
      zip(file);
    } else if (name.endsWith(".gz")) {
      gzip(file, name.substring(name.lastIndexOf('/') + 1, name.length() - 3));
    } else {
      return false;
    }
    for (Map.Entry<Path, Integer> directory : directories.entrySet()) {
      Sandbox.mode(directory.getKey(), directory.getValue());
    }
    return true;
  }

  private void gzip(Path file, String name) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      sandbox.write(sandbox.place(name), in);
    }
  }

  private void tar(Path file, Decoder decoder) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
        TarArchiveInputStream tar = new TarArchiveInputStream(decoder.decode(in))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        entry(entry, tar);
      }
    }
  }

  private void entry(TarArchiveEntry entry, InputStream content) throws IOException {
    String name = entry.getName();
    if (entry.isDirectory()) {
      directory(name, entry.getMode());
    } else if (entry.isSymbolicLink()) {
      link(name, entry.getLinkName());
    } else if (entry.isLink()) {
      Path target = sandbox.existing(entry.getLinkName());
      Path place = sandbox.place(name);
      Files.createLink(place, target);
    } else if (entry.isFile()) {
      Path place = sandbox.place(name);
      sandbox.write(place, content);
      Sandbox.mode(place, entry.getMode());
      Files.setLastModifiedTime(place, entry.getLastModifiedTime());
    } else {
      throw new FetchException("'" + name + "' is neither a file, nor a directory, nor a link");
    }
  }

  private void zip(Path file) throws IOException {
    try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
      Enumeration<ZipArchiveEntry> entries = zip.getEntries();
      while (entries.hasMoreElements()) {
        ZipArchiveEntry entry = entries.nextElement();
        try (InputStream content = zip.getInputStream(entry)) {
          entry(entry, content);
        }
      }
    }
  }

  private void entry(ZipArchiveEntry entry, InputStream content) throws IOException {
    String name = entry.getName();
    int mode = entry.getUnixMode(); // 0 if the archive was made elsewhere
    if (entry.isDirectory()) {
      directory(name, mode == 0 ? 0755 : mode);
    } else if (entry.isUnixSymlink()) {
      link(name, new String(content.readAllBytes(), StandardCharsets.UTF_8));
    } else {
      Path place = sandbox.place(name);
      sandbox.write(place, content);
      Sandbox.mode(place, mode == 0 ? 0644 : mode);
      Files.setLastModifiedTime(place, entry.getLastModifiedTime());
    }
  }

  private void directory(String name, int mode) throws IOException {
    directories.putFirst(sandbox.makeDirectory(name), mode);
  }

  private void link(String name, String target) throws IOException {
    Path place = sandbox.place(name);
    Files.createSymbolicLink(place, Path.of(target));
    sandbox.own(place);
  }
}
