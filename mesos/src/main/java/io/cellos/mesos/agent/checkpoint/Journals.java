package io.cellos.mesos.agent.checkpoint;

import io.cellos.base.files.AtomicFiles;
import io.cellos.mesos.agent.core.Entry;
import io.cellos.mesos.agent.core.Run;
import io.cellos.protocols.mesos.RecordIo;
import io.cellos.protocols.mesos.WireException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One journal for each run of an executor, only ever added to. They are not forced to the disk:
 * what a killed agent has written is there for the next one, and when the machine goes down its
 * tasks do, too.
 */
public final class Journals {
  private static final Logger LOG = LoggerFactory.getLogger(Journals.class);
  private static final int MOST_BYTES = 64 << 20;

  private final Path directory;

  /**
   * @param directory for the journals, each named by its run's container
   */
  public Journals(Path directory) throws IOException {
    this.directory = AtomicFiles.directory(directory);
  }

  private Path file(Run run) {
    return directory.resolve(WorkDir.name(run.container()));
  }

  /** Adds the entries with one write. */
  public void append(Run run, List<Entry> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    entries.forEach(entry -> bytes.writeBytes(RecordIo.frame(EntryCodec.write(entry))));
    try (FileChannel file =
        FileChannel.open(file(run), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes.toByteArray());
      while (buffer.hasRemaining()) {
        file.write(buffer);
      }
    }
  }

  public void delete(Run run) throws IOException {
    Files.deleteIfExists(file(run));
  }

  /** All runs, those whose journal lacks its beginning left out and deleted. */
  public Map<Run, List<Entry>> load() throws IOException {
    Map<Run, List<Entry>> runs = new LinkedHashMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        List<Entry> entries = read(file);
        if (!entries.isEmpty() && entries.getFirst() instanceof Entry.Began began) {
          runs.put(
              new Run(
                  began.framework().getId().getValue(),
                  began.executor().getExecutorId().getValue(),
                  file.getFileName().toString()),
              entries);
        } else {
          LOG.warn("{} tells of nothing that was begun", file);
          Files.delete(file);
        }
      }
    }
    return runs;
  }

  /** What comes after the first damage is cut off: the agent was killed while it wrote that. */
  private static List<Entry> read(Path file) throws IOException {
    List<Entry> entries = new ArrayList<>();
    long whole = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      RecordIo.Reader reader = new RecordIo.Reader(in, MOST_BYTES);
      for (byte[] next = reader.next(); next != null; next = reader.next()) {
        entries.add(EntryCodec.read(next));
        whole += RecordIo.frame(next).length;
      }
      return entries;
    } catch (WireException | EOFException e) {
      LOG.warn("{} is damaged after {} entries: {}", file, entries.size(), e.getMessage());
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(whole);
    }
    return entries;
  }
}
