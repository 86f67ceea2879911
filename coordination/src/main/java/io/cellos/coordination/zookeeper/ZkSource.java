package io.cellos.coordination.zookeeper;

import io.cellos.model.InvalidInputException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the URL of ZooKeeper is known from. */
public sealed interface ZkSource {

  /** It never changes. */
  record Fixed(ZkUrl url) implements ZkSource {
    @Override
    public ZkUrl now() {
      return url;
    }
  }

  /** The file holds the URL and is written anew, in one piece, when the servers change. */
  record InFile(Path file) implements ZkSource {
    @Override
    public ZkUrl now() throws IOException {
      try {
        return ZkUrl.parse(Files.readString(file));
      } catch (InvalidInputException e) {
        throw new IOException(file + ": " + e.getMessage(), e);
      }
    }
  }

  /**
   * The URL as it is now.
   *
   * @throws IOException if it can't be read
   */
  ZkUrl now() throws IOException;

  /**
   * Reads what programs are told: {@code zk://host:port,…/path} or {@code file:///file-with-it}.
   *
   * @throws InvalidInputException if it is neither
   */
  static ZkSource parse(String text) {
    if (text.startsWith("file://")) {
      return new InFile(Path.of(URI.create(text).getPath()));
    }
    return new Fixed(ZkUrl.parse(text));
  }
}
