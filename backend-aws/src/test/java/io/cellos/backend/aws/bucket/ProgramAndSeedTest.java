package io.cellos.backend.aws.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.testing.AwsEndpoint;
import io.cellos.base.testing.Moto;
import io.cellos.model.CellName;
import io.cellos.model.InvalidInputException;
import io.cellos.model.Role;
import io.cellos.model.UserModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramAndSeedTest {
  @TempDir Path directory;
  private AwsEndpoint aws;
  private AwsClients clients;
  private CellBucket bucket;

  @BeforeEach
  void start() {
    aws = new AwsEndpoint(Moto.plain(directory), directory);
    clients = aws.clients(Map.of());
    bucket = CellBucket.of(clients, new CellName("demo"), AwsEndpoint.ACCOUNT);
    bucket.ensure("2.0.0", notice -> {});
  }

  @AfterEach
  void stop() {
    if (aws != null) {
      clients.close();
      aws.close();
    }
  }

  private UserModule module() throws IOException {
    Path module = Files.createDirectories(directory.resolve("hello"));
    Files.writeString(module.resolve("provision"), "#!/bin/sh\n");
    module.resolve("provision").toFile().setExecutable(true);
    Files.createDirectories(module.resolve("data"));
    Files.writeString(module.resolve("data/übung"), "x");
    Files.createSymbolicLink(module.resolve("link"), Path.of("data/übung"));
    return new UserModule("hello", module.toString(), Set.of(Role.MEMBRANE));
  }

  @Test
  void theSeedKeepsLinksAndWhatIsExecutable() throws Exception {
    UserModule module = module();
    Seed seed = Seed.of(List.of(module));
    List<String> notices = new ArrayList<>();
    seed.upload(bucket, notices::add);
    seed.upload(bucket, notices::add);
    assertThat(notices).containsExactly("seed uploaded: hello");

    Path unpacked = Files.createDirectory(directory.resolve("unpacked"));
    unpack(seed.key(bucket), unpacked, "-xzf");
    Path copy = unpacked.resolve("modules/hello");
    assertThat(copy.resolve("provision")).isExecutable();
    assertThat(copy.resolve("data/übung")).hasContent("x");
    assertThat(Files.isExecutable(copy.resolve("data/übung"))).isFalse();
    assertThat(copy.resolve("link")).isSymbolicLink().hasContent("x");

    Files.setLastModifiedTime(Path.of(module.path(), "provision"), FileTime.from(Instant.EPOCH));
    assertThat(Seed.of(List.of(module)).key(bucket)).isEqualTo(seed.key(bucket));
    Files.writeString(Path.of(module.path(), "provision"), "#!/bin/sh\nexit\n");
    assertThat(Seed.of(List.of(module)).key(bucket)).isNotEqualTo(seed.key(bucket));
  }

  private void unpack(String key, Path into, String flags) throws Exception {
    Path file = directory.resolve("archive");
    aws.cli("s3", "cp", "s3://" + bucket.name() + "/" + key, file.toString());
    Process tar =
        new ProcessBuilder("tar", flags, file.toString(), "-C", into.toString())
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
  }

  @Test
  void noModulesNoSeed() {
    Seed none = Seed.of(List.of());
    none.upload(bucket, notice -> {});
    assertThat(none.key(bucket)).isEmpty();
  }

  @Test
  void badModulesAreRefused() {
    UserModule missing = new UserModule("gone", "/nowhere", Set.of(Role.NUCLEUS));
    assertThatThrownBy(() -> Seed.of(List.of(missing))).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void theProgramIsUploadedOnceAndItsJarsAreWhole() throws Exception {
    Program program = Program.ofThisRelease();
    List<String> notices = new ArrayList<>();
    program.upload(bucket, notices::add);
    Program.ofThisRelease().upload(bucket, notices::add);
    assertThat(notices).singleElement().asString().contains("node program uploaded");
    assertThat(program.key(bucket)).matches("demo/program/[0-9a-f]{16}/node.tar");

    Path unpacked = Files.createDirectory(directory.resolve("unpacked"));
    unpack(program.key(bucket), unpacked, "-xf");
    Path jar = Path.of(CellName.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (Files.isRegularFile(jar)) {
      assertThat(unpacked.resolve("lib").resolve(jar.getFileName())).hasSameBinaryContentAs(jar);
    }
    assertThat(unpacked.resolve("lib")).isDirectoryContaining("glob:**.jar");
    assertThat(aws.cli("s3", "ls", "s3://" + bucket.name() + "/" + program.bootKey(bucket)))
        .contains("boot");
  }
}
