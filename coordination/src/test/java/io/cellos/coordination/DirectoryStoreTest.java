package io.cellos.coordination;

import java.io.IOException;
import java.net.URI;

class DirectoryStoreTest extends SharedStoreContract {
  @Override
  SharedStore open() throws IOException {
    return DirectoryStore.open(directory.resolve("shared"));
  }

  @Override
  URI address() {
    return directory.resolve("shared").toUri();
  }
}
