package io.cellos.nucleus.snapshot;

import io.cellos.base.files.AtomicFiles;
import io.cellos.coordination.SharedStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The saved snapshots in the shared store: {@code snapshots/<UTC time>-<zxid>.zip}, each a zip of
 * the files in ZooKeeper's {@code version-2} directory.
 */
public final class SnapshotArchive {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotArchive.class);
  private static final String FOLDER = "snapshots";
  private static final int ATTEMPTS = 5;
  private static final Pattern DATA_FILE =
      Pattern.compile("(snapshot|log)\\.[0-9a-f]{1,16}[a-z.]*");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final SharedStore store;

  public SnapshotArchive(SharedStore store) {
    this.store = store;
  }

  /**
   * Saves the data of a server that may be running, unless the newest snapshot has the same.
   *
   * @param data ZooKeeper's {@code dataDir}
   * @param work a directory that may be emptied
   * @return the snapshot's name
   */
  public String save(Path data, Path work) throws IOException {
    try {
      DataCopy copy = copy(data, work);
      String end = "-%x.zip".formatted(copy.zxid());
      List<String> saved = store.list(FOLDER);
      if (!saved.isEmpty() && saved.getLast().endsWith(end)) {
        return saved.getLast().substring(FOLDER.length() + 1);
      }
      Path zip = work.resolve("snapshot.zip");
      try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
        for (Path file : copy.files()) {
          out.putNextEntry(new ZipEntry(file.getFileName().toString()));
          Files.copy(file, out);
          out.closeEntry();
        }
      }
      String name = TIME.format(Instant.now()) + end;
      store.upload(FOLDER + "/" + name, zip);
      LOG.info("saved snapshot {}", name);
      return name;
    } finally {
      AtomicFiles.deleteTree(work);
    }
  }

  private static DataCopy copy(Path data, Path work) throws IOException {
    IOException failure = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      AtomicFiles.deleteTree(work);
      try {
        return DataCopy.take(data, work);
      } catch (IOException e) {
        failure = e; // purged or written to while it was copied
      }
    }
    throw failure;
  }

  /**
   * Puts the files of a snapshot where a server that does not run finds them.
   *
   * @param data ZooKeeper's {@code dataDir}
   * @throws IOException if there is no such snapshot or it is damaged
   */
  public void unpack(String name, Path data) throws IOException {
    Path directory = AtomicFiles.directory(data.resolve("version-2"));
    try (ZipInputStream in = new ZipInputStream(store.download(FOLDER + "/" + name))) {
      int files = 0;
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (!DATA_FILE.matcher(entry.getName()).matches()) {
          throw new IOException("snapshot " + name + " has a strange file: " + entry.getName());
        }
        Files.copy(in, directory.resolve(entry.getName()));
        files++;
      }
      if (files == 0) {
        throw new IOException("snapshot " + name + " is empty or damaged");
      }
    }
  }

  /** Deletes all but the newest. */
  public void keep(int newest) throws IOException {
    List<String> keys = store.list(FOLDER);
    for (String key : keys.subList(0, Math.max(0, keys.size() - newest))) {
      store.delete(key);
    }
  }
}
