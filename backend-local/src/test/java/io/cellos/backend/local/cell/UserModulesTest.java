package io.cellos.backend.local.cell;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.model.Role;
import io.cellos.model.UserModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserModulesTest {
  @TempDir Path directory;

  private UserModule module(String name) {
    return new UserModule(name, directory.resolve(name).toString(), Set.of(Role.MEMBRANE));
  }

  private Path program(String module, String program, boolean executable) throws Exception {
    Path file = Files.createDirectories(directory.resolve(module)).resolve(program);
    Files.writeString(file, "#!/bin/sh\n");
    file.toFile().setExecutable(executable);
    return file;
  }

  @Test
  void aGoodModuleIsCopiedWithItsLinksAndPermissions() throws Exception {
    program("good", "provision_post", true);
    Files.writeString(directory.resolve("good/data"), "x");
    Files.createSymbolicLink(directory.resolve("good/inside"), Path.of("data"));
    UserModules.copy(List.of(module("good")), directory.resolve("seed"));
    Path copy = directory.resolve("seed/modules/good");
    assertThat(copy.resolve("provision_post")).isExecutable();
    assertThat(Files.isSymbolicLink(copy.resolve("inside"))).isTrue();
    assertThat(copy.resolve("inside")).hasContent("x");
  }
}
