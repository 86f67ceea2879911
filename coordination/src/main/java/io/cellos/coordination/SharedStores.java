package io.cellos.coordination;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** Opens a shared store by its address. */
public final class SharedStores {
  private SharedStores() {}

  /**
   * Opens it for the life of the program.
   *
   * @param uri {@code file:///…} for a directory, {@code s3://bucket/prefix?region=…} for a bucket
   * @throws IllegalArgumentException for another kind of address
   */
  public static SharedStore open(URI uri) throws IOException {
    if ("file".equals(uri.getScheme())) {
      return DirectoryStore.open(Path.of(uri));
    }
    if ("s3".equals(uri.getScheme())) {
      return S3Address.parse(uri).open(); // only then are the classes of the AWS client loaded
    }
    throw new IllegalArgumentException("not the address of a shared store: " + uri);
  }
}
