package io.cellos.nucleus.zookeeper;

import io.cellos.base.files.AtomicFiles;
import io.cellos.base.json.Json;
import io.cellos.nucleus.membership.Ensemble;
import io.cellos.nucleus.membership.Member;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A member's files: {@code data/}, {@code conf/}, and {@code member.json}, which says whose they
 * are. Files of another generation or of an earlier membership are put aside under {@code
 * archive/}, never deleted.
 */
public final class MemberDirectory {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final Path root;

  private MemberDirectory(Path root) {
    this.root = root;
  }

  public static MemberDirectory at(Path root) {
    return new MemberDirectory(root);
  }

  /** Whose files these are. */
  private record Owner(int generation, int serverId) {}

  /** What new data begins with. */
  public interface Seed {
    /** Fills the directory, which is ZooKeeper's {@code dataDir}. */
    void plant(Path data) throws IOException;
  }

  /** An empty database that may vote; only for the first members of a cell's first ensemble. */
  public static final Seed EMPTY_BUT_TRUSTED =
      data -> AtomicFiles.write(data.resolve("initialize"), new byte[0]);

  /** No data; the member gets everything from the leader before it counts. */
  public static final Seed NOTHING = data -> {};

  /** ZooKeeper's {@code dataDir}. */
  public Path data() {
    return root.resolve("data");
  }

  public ServerFiles configuration() {
    return new ServerFiles(root.resolve("conf"));
  }

  /** A place for files under work, empty at every start. */
  public Path work() {
    return root.resolve("work");
  }

  /** Whether the files here are this member's, of this generation. */
  public boolean belongsTo(Ensemble record, Member self) throws IOException {
    return owner().equals(Optional.of(new Owner(record.generation(), self.serverId())));
  }

  /**
   * Puts aside what is here and begins anew. Interrupted at any point, it is done again, because
   * the owner is written last.
   */
  public void begin(Ensemble record, Member self, Seed seed) throws IOException {
    putAside();
    AtomicFiles.directory(data());
    seed.plant(data());
    Owner owner = new Owner(record.generation(), self.serverId());
    AtomicFiles.write(root.resolve("member.json"), Json.bytes(owner));
  }

  /** Makes sure that what ZooKeeper needs beside its data is there. */
  public void complete(Member self) throws IOException {
    AtomicFiles.directory(data());
    byte[] id = (self.serverId() + "\n").getBytes(StandardCharsets.US_ASCII);
    AtomicFiles.write(data().resolve("myid"), id);
  }

  /** Whether there is no database here, nor the permission to begin one. */
  public boolean isEmpty() throws IOException {
    if (Files.exists(data().resolve("initialize"))) {
      return false;
    }
    try (Stream<Path> files = Files.list(data().resolve("version-2"))) {
      return files.noneMatch(f -> f.getFileName().toString().startsWith("snapshot."));
    } catch (NoSuchFileException e) {
      return true;
    }
  }

  private Optional<Owner> owner() throws IOException {
    try {
      return Optional.of(Json.read(Files.readAllBytes(root.resolve("member.json")), Owner.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (UncheckedIOException e) {
      return Optional.empty(); // damaged: what is here is put aside
    }
  }

  private void putAside() throws IOException {
    AtomicFiles.directory(root);
    Path aside = root.resolve("archive").resolve(TIME.format(Instant.now()));
    for (String name : new String[] {"member.json", "conf", "data"}) {
      if (Files.exists(root.resolve(name))) {
        AtomicFiles.directory(aside);
        Files.move(root.resolve(name), aside.resolve(name));
      }
    }
  }
}
