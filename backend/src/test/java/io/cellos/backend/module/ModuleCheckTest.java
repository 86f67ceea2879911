package io.cellos.backend.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cellos.model.InvalidInputException;
import io.cellos.model.Role;
import io.cellos.model.UserModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleCheckTest {
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
  void everyMistakeIsReportedAtOnce() throws Exception {
    program("plain", "provision", false);
    Files.createDirectory(directory.resolve("empty"));
    program("links", "provision", true);
    Files.createSymbolicLink(directory.resolve("links/up"), Path.of("../empty"));
    Files.createSymbolicLink(directory.resolve("links/absolute"), Path.of("/etc/passwd"));
    InvalidInputException all =
        catchThrowableOfType(
            InvalidInputException.class,
            () ->
                ModuleCheck.check(
                    List.of(module("missing"), module("plain"), module("empty"), module("links"))));
    assertThat(all.problems())
        .satisfiesExactlyInAnyOrder(
            p -> assertThat(p).contains("missing", "is not a directory"),
            p -> assertThat(p).contains("plain", "chmod +x"),
            p -> assertThat(p).contains("empty", "neither provision nor provision_post"),
            p -> assertThat(p).contains("links/up", "leads outside"),
            p -> assertThat(p).contains("links/absolute", "leads outside"));
  }

  @Test
  void aGoodModulePasses() throws Exception {
    program("good", "provision_post", true);
    Files.createSymbolicLink(directory.resolve("good/inside"), Path.of("provision_post"));
    assertThatCode(() -> ModuleCheck.check(List.of(module("good")))).doesNotThrowAnyException();
  }
}
