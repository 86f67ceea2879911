package io.cellos.coordination;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** Opens a shared store by its address. */
public final class SharedStores {
  private SharedStores() {}

  /**
   * @param uri {@code file:///…} for a directory
   * @throws IllegalArgumentException for another kind of address
   */
  public static SharedStore open(URI uri) throws IOException {
    if ("file".equals(uri.getScheme())) {
      return DirectoryStore.open(Path.of(uri));
    }
    throw new IllegalArgumentException("not the address of a shared store: " + uri);
  }
}
