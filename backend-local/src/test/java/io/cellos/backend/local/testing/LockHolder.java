package io.cellos.backend.local.testing;

import io.cellos.backend.local.cell.FileGuard;
import io.cellos.backend.local.cell.LocalHome;
import java.io.IOException;
import java.nio.file.Path;

/** Another command that works on cell demo, until it is killed. */
public final class LockHolder {
  private LockHolder() {}

  public static void main(String[] arguments) throws IOException {
    try (FileGuard guard = new LocalHome(Path.of(arguments[0])).lock(Cells.DEMO, "delete")) {
      assert guard != null;
      System.out.println("held");
      System.in.read();
    }
  }
}
