package io.cellos.nucleus.zookeeper;

import io.cellos.base.files.AtomicFiles;
import io.cellos.nucleus.core.Quorum;
import io.cellos.nucleus.membership.Ensemble;
import io.cellos.nucleus.membership.Member;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A server's configuration files. The static {@code zoo.cfg} is written for every start; the
 * dynamic one, who the members are, belongs to ZooKeeper, which writes {@code
 * zoo.cfg.dynamic.<version>} at every change. It is written here only when ZooKeeper has none, or
 * the record in the shared store is newer (the server missed changes while it was down).
 */
public final class ServerFiles {
  private static final String STATIC = "zoo.cfg";
  private static final String DYNAMIC = STATIC + ".dynamic";
  private static final String NEXT = DYNAMIC + ".next";

  private final Path directory;

  ServerFiles(Path directory) {
    this.directory = directory;
  }

  /** Writes what is needed to start this member; returns the static file. */
  public Path write(Ensemble record, Member self, Path data) throws IOException {
    AtomicFiles.directory(directory);
    Path dynamic = dynamicFile(record, self);
    Path file = directory.resolve(STATIC);
    AtomicFiles.write(file, bytes(staticLines(data, dynamic)));
    return file;
  }

  private static List<String> staticLines(Path data, Path dynamic) {
    return List.of(
        "dataDir=" + data,
        "dynamicConfigFile=" + dynamic,
        "standaloneEnabled=false",
        "reconfigEnabled=true",
        // sessions end at a tick: short ones make a dead leader of Mesos noticed sooner
        "tickTime=500",
        "initLimit=30",
        "syncLimit=10",
        "minSessionTimeout=2000",
        "maxSessionTimeout=60000",
        "maxClientCnxns=1000",
        "admin.enableServer=false",
        "4lw.commands.whitelist=ruok,srvr",
        "autopurge.snapRetainCount=3",
        "autopurge.purgeInterval=1",
        "preAllocSize=4096",
        "fastleader.maxNotificationInterval=1000",
        // an emptied data directory has no vote, ZooKeeper's own protection; only the file
        // "initialize", put there once when the ensemble forms, lifts it
        "db.autocreate=false");
  }

  private Path dynamicFile(Ensemble record, Member self) throws IOException {
    Optional<Versioned> newest = newest();
    if (newest.isPresent()
        && newest.get().version() >= record.configVersion()
        && newest.get().quorum().voters().contains(self.serverId())) {
      return newest.get().file();
    }
    forgetAll();
    boolean votes = self.kind() == Member.Kind.PARTICIPANT;
    // A server that does not vote yet must stand in its own first configuration. Without a version
    // that one counts as a guess, and the leader's takes its place.
    boolean exact = votes && record.configVersion() > 0;
    Path file =
        directory.resolve(
            exact ? DYNAMIC + "." + Long.toHexString(record.configVersion()) : DYNAMIC);
    List<Member> members = new ArrayList<>(record.participants());
    if (!votes) {
      members.add(self.as(Member.Kind.PARTICIPANT));
    }
    AtomicFiles.write(file, bytes(members.stream().map(Member::toServerLine).toList()));
    return file;
  }

  /** ZooKeeper's newest committed configuration; one proposed later makes it as new as that. */
  private Optional<Versioned> newest() throws IOException {
    Optional<Versioned> committed = Optional.empty();
    try (Stream<Path> files = Files.list(directory)) {
      committed =
          files
              .filter(file -> version(file).isPresent())
              .map(file -> new Versioned(file, version(file).get(), null))
              .max(Comparator.comparingLong(Versioned::version));
    }
    if (committed.isEmpty()) {
      return committed;
    }
    Path file = committed.get().file();
    long version = committed.get().version();
    Path next = directory.resolve(NEXT);
    if (Files.exists(next)) {
      version = Math.max(version, Quorum.parse(Files.readAllBytes(next)).version());
    }
    return Optional.of(new Versioned(file, version, Quorum.parse(Files.readAllBytes(file))));
  }

  private void forgetAll() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        if (file.getFileName().toString().startsWith(DYNAMIC)) {
          Files.delete(file);
        }
      }
    }
  }

  private static Optional<Long> version(Path file) {
    String name = file.getFileName().toString();
    String suffix = name.startsWith(DYNAMIC + ".") ? name.substring(DYNAMIC.length() + 1) : "";
    boolean hex = !suffix.isEmpty() && suffix.chars().allMatch(HexFormat::isHexDigit);
    return hex ? Optional.of(Long.parseUnsignedLong(suffix, 16)) : Optional.empty();
  }

  private static byte[] bytes(List<String> lines) {
    return lines.stream()
        .collect(Collectors.joining("\n", "", "\n"))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** A dynamic configuration on disk. */
  private record Versioned(Path file, long version, Quorum quorum) {}
}
