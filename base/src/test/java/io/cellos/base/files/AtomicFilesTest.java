package io.cellos.base.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {
  @TempDir Path directory;

  @Test
  void filesAndDirectoriesArePrivate() throws Exception {
    Path sub = AtomicFiles.directory(directory.resolve("a/b"));
    AtomicFiles.write(sub.resolve("f"), new byte[] {1});
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(sub)))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(sub.resolve("f"))))
        .isEqualTo("rw-------");
  }

  @Test
  void aFailedWriteLeavesNothingBeside() throws Exception {
    Path target = Files.createDirectory(directory.resolve("target"));
    Files.createFile(target.resolve("in-the-way"));
    assertThatThrownBy(() -> AtomicFiles.write(target, new byte[] {1}))
        .isInstanceOf(IOException.class);
    try (var left = Files.list(directory)) {
      assertThat(left).containsExactly(target);
    }
  }

  @Test
  void deletingATreeDoesNotFollowLinks() throws Exception {
    Path kept = Files.createDirectory(directory.resolve("kept"));
    Files.createFile(kept.resolve("file"));
    Path tree = Files.createDirectories(directory.resolve("tree/deep")).getParent();
    Files.createSymbolicLink(tree.resolve("deep/link"), kept);
    AtomicFiles.deleteTree(tree);
    assertThat(tree).doesNotExist();
    assertThat(kept.resolve("file")).exists();
  }
}
