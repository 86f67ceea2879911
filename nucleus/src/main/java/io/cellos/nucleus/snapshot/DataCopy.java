package io.cellos.nucleus.snapshot;

import io.cellos.base.files.AtomicFiles;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.server.persistence.FileTxnLog;
import org.apache.zookeeper.server.persistence.FileTxnSnapLog;
import org.apache.zookeeper.server.persistence.TxnLog.TxnIterator;
import org.apache.zookeeper.server.persistence.Util;

/**
 * A copy of what a running server needs to recover: its newest complete snapshot and the
 * transaction logs from there on. ZooKeeper's snapshots are fuzzy, and the logs make them exact;
 * the copy is what a server finds that lost its power now.
 *
 * @param files the copied files, all in one directory
 * @param zxid the last transaction in it
 */
record DataCopy(List<Path> files, long zxid) {
  DataCopy {
    files = List.copyOf(files);
  }

  /**
   * Copies and reads the copy once to prove that it can be read.
   *
   * @param data ZooKeeper's {@code dataDir}
   * @param work an empty directory
   * @throws IOException if there is no snapshot, or a file was purged or half written meanwhile;
   *     then trying again helps
   */
  static DataCopy take(Path data, Path work) throws IOException {
    FileTxnSnapLog source = new FileTxnSnapLog(data.toFile(), data.toFile());
    try {
      List<File> snapshots = source.findNValidSnapshots(1);
      if (snapshots.isEmpty()) {
        throw new IOException("no complete snapshot in " + data);
      }
      File snapshot = snapshots.getFirst();
      long from = Util.getZxidFromName(snapshot.getName(), "snapshot");
      AtomicFiles.directory(work);
      List<Path> files = new ArrayList<>();
      files.add(copy(snapshot, work));
      for (File log : source.getSnapshotLogs(from)) {
        files.add(copy(log, work));
      }
      long last = Math.max(from, lastTransaction(work, from));
      return new DataCopy(files.stream().filter(Files::exists).toList(), last);
    } finally {
      source.close();
    }
  }

  private static Path copy(File file, Path directory) throws IOException {
    return Files.copy(file.toPath(), directory.resolve(file.getName()));
  }

  /** Reads every transaction; each has a checksum. An empty file at the end is removed by this. */
  private static long lastTransaction(Path directory, long from) throws IOException {
    long last = 0;
    try (TxnIterator transactions = new FileTxnLog(directory.toFile()).read(from, false)) {
      while (transactions.getHeader() != null) {
        last = transactions.getHeader().getZxid();
        if (!transactions.next()) {
          break;
        }
      }
    }
    return last;
  }
}
