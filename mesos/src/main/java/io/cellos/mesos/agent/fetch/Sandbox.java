package io.cellos.mesos.agent.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** A directory in which files are made that belong to its user, and outside of which none are. */
final class Sandbox {
  private final Path directory;
  private final Optional<Owner> owner;

  Sandbox(Path directory, Optional<Owner> owner) throws IOException {
    this.directory = directory.toRealPath();
    this.owner = owner;
  }

  Path directory() {
    return directory;
  }

  /**
   * Where the file of that name is to be; what was there is gone and the directories above it are
   * there.
   *
   * @throws FetchException if the name leads out, by dots or through a link
   */
  Path place(String name) throws IOException {
    Path place = inside(name);
    makeDirectory(place.getParent(), name);
    if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(place); // a link must not be written through
    }
    return place;
  }

  /** A directory of that name, and those above it. */
  Path makeDirectory(String name) throws IOException {
    Path place = inside(name);
    makeDirectory(place, name);
    return place;
  }

  /** The file of that name that a hard link is to be made to. */
  Path existing(String name) throws IOException {
    Path place = inside(name);
    if (!Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)
        || !place.getParent().toRealPath().startsWith(directory)) {
      throw leadsOut(name);
    }
    return place;
  }

  private Path inside(String name) throws FetchException {
    Path place;
    try {
      place = directory.resolve(name).normalize();
    } catch (InvalidPathException e) {
      throw new FetchException("Not the name of a file: " + name, e);
    }
    if (name.startsWith("/") || !place.startsWith(directory)) {
      throw leadsOut(name);
    }
    return place;
  }

  private void makeDirectory(Path place, String name) throws IOException {
    if (place.equals(directory)) {
      return;
    }
    makeDirectory(place.getParent(), name);
    if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(place);
      own(place);
    } else if (!Files.isDirectory(place)) {
      throw new FetchException("Not a directory: " + directory.relativize(place));
    } else if (!place.toRealPath().startsWith(directory)) {
      throw leadsOut(name);
    }
  }

  private static FetchException leadsOut(String name) {
    return new FetchException("'" + name + "' leads out of the sandbox");
  }

  /** Fills a new file; the place is from {@link #place}. */
  void write(Path place, InputStream content) throws IOException {
    try (OutputStream out =
        Files.newOutputStream(
            place,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS)) {
      content.transferTo(out);
    }
    own(place);
  }

  void own(Path file) throws IOException {
    if (owner.isPresent()) {
      owner.get().own(file);
    }
  }

  /** Sets read, write and execute for all three; nothing else of a mode. */
  static void mode(Path file, int mode) throws IOException {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] all = PosixFilePermission.values();
    for (int i = 0; i < all.length; i++) { // from the owner's read down to others' execute
      if ((mode & (0400 >> i)) != 0) {
        permissions.add(all[i]);
      }
    }
    Files.setPosixFilePermissions(file, permissions);
  }
}
