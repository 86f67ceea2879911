package io.cellos.backend.aws.bucket;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * A tar that depends on nothing but names, contents and whether files are executable: no times, no
 * owners. So the same things have the same hash everywhere.
 */
final class PlainTar implements AutoCloseable {
  private static final int DIRECTORY = 0755;
  private static final int PROGRAM = 0755;
  private static final int FILE = 0644;

  private final TarArchiveOutputStream tar;

  PlainTar(OutputStream out) {
    tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
  }

  void directory(String name) throws IOException {
    add(new TarArchiveEntry(name + "/"), DIRECTORY);
    tar.closeArchiveEntry();
  }

  void link(String name, String target) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
    entry.setLinkName(target);
    add(entry, 0777);
    tar.closeArchiveEntry();
  }

  void file(String name, Path file) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(Files.size(file));
    add(entry, Files.isExecutable(file) ? PROGRAM : FILE);
    Files.copy(file, tar);
    tar.closeArchiveEntry();
  }

  private void add(TarArchiveEntry entry, int mode) throws IOException {
    entry.setMode(mode | (entry.getMode() & ~0777));
    entry.setModTime(0L);
    entry.setIds(0, 0);
    entry.setNames("root", "root");
    tar.putArchiveEntry(entry);
  }

  /** Ends the tar; the stream beneath is flushed and stays open. */
  @Override
  public void close() throws IOException {
    tar.finish();
    tar.flush();
  }
}
