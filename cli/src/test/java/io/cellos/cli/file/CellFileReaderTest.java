package io.cellos.cli.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cellos.backend.BodySettings;
import io.cellos.model.BodySpec;
import io.cellos.model.CellName;
import io.cellos.model.Engine;
import io.cellos.model.InvalidInputException;
import io.cellos.model.Role;
import io.cellos.model.UserModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CellFileReaderTest {
  private static final CellName DEMO = CellName.parse("demo");

  @TempDir Path directory;

  private Path file(String content) throws IOException {
    return Files.writeString(directory.resolve("cell.yaml"), content);
  }

  private Path module(String name, String program, boolean executable) throws IOException {
    Path module = Files.createDirectories(directory.resolve(name));
    assertThat(Files.createFile(module.resolve(program)).toFile().setExecutable(executable))
        .isTrue();
    return module;
  }

  private List<String> mistakes(String content) throws IOException {
    Path file = file(content);
    return catchThrowableOfType(InvalidInputException.class, () -> CellFileReader.read(file, DEMO))
        .problems();
  }

  @Test
  void readsEverything() throws IOException {
    Path hello = module("modules/hello", "provision", true);
    Path file =
        file(
            """
            version: 1
            name: demo
            nucleus: 3
            stateless-body: 2
            stateful-body: 1
            membrane: 0
            modules:
              - name: hello
                path: modules/hello
                roles: [nucleus, body]
            """);

    CellFile read = CellFileReader.read(file, DEMO);

    assertThat(read.sizes())
        .isEqualTo(
            Map.of(
                Role.NUCLEUS, 3, Role.STATELESS_BODY, 2, Role.STATEFUL_BODY, 1, Role.MEMBRANE, 0));
    assertThat(read.modules())
        .containsExactly(
            new UserModule("hello", hello.toString(), Set.of(Role.NUCLEUS, Role.STATELESS_BODY)));
    assertThat(read.toSpec(DEMO, Map.of(Role.NUCLEUS, 1), BodySpec.USUAL).size(Role.NUCLEUS))
        .isEqualTo(1);
  }

  @Test
  void whatIsLeftOutIsUsual() throws IOException {
    CellFile read = CellFileReader.read(file("version: 1\n"), DEMO);

    assertThat(read.toSpec(DEMO, Map.of(), BodySpec.USUAL).totalSize()).isEqualTo(3);
  }

  @Test
  void theBodyCanBeDescribed() throws IOException {
    CellFile read =
        CellFileReader.read(
            file(
                """
                version: 1
                engine: apache-mesos
                mesos:
                  home: /opt/mesos
                resources:
                  stateless-body: cpus:2;ports:[8081-8090,9000-9010]
                  membrane: mem:512
                """),
            DEMO);

    assertThat(BodySettings.of(read.settings()))
        .isEqualTo(
            new BodySpec(
                Engine.APACHE_MESOS,
                "/opt/mesos",
                Map.of(
                    Role.STATELESS_BODY,
                    "cpus:2;ports:[8081-8090,9000-9010]",
                    Role.MEMBRANE,
                    "mem:512")));
  }

  @Test
  void resourcesCanBeTheSameForAll() throws IOException {
    CellFile read = CellFileReader.read(file("version: 1\nresources: cpus:4;mem:2048\n"), DEMO);
    assertThat(BodySettings.of(read.settings()).resources())
        .containsOnlyKeys(Role.STATELESS_BODY, Role.STATEFUL_BODY, Role.MEMBRANE)
        .containsValue("cpus:4;mem:2048");
  }

  @Test
  void mistakesAboutTheBodyHaveTheirLine() throws IOException {
    assertThat(mistakes("version: 1\nengine: yarn\n"))
        .singleElement()
        .asString()
        .contains("2")
        .contains("apache-mesos");
    assertThat(mistakes("version: 1\nengine: apache-mesos\n"))
        .singleElement()
        .asString()
        .contains("mesos.home");
    assertThat(mistakes("version: 1\nresources: many\n")).hasSize(3);
    assertThat(mistakes("version: 1\nmesos: {hom: /x}\n"))
        .singleElement()
        .asString()
        .contains("home");
  }

  @Test
  void everyMistakeIsReportedAtOnceWithItsLine() throws IOException {
    module("quiet", "provision", false);
    module("none", "README", false);

    assertThat(
            mistakes(
                """
                name: other
                nucleous: 3
                nucleus: 2
                membrane: many
                stateful-body: 1.5
                modules:
                  - name: Hello!
                    path: nosuch
                    roles: [nuclues]
                  - name: quiet
                    path: quiet
                    rolls: [body]
                  - name: node
                    path: none
                    roles: []
                  - just text
                """))
        .containsExactly(
            "cell.yaml line 1: \"version: 1\" is missing",
            "cell.yaml line 1: the file is for cell \"other\", not for \"demo\"",
            "cell.yaml line 2: unknown key \"nucleous\" in the cell; did you mean \"nucleus\"?",
            "cell.yaml line 3: nucleus can not have 2 nodes: choose 1, 3, 5, 7 or 9 (a majority"
                + " must exist)",
            "cell.yaml line 4: \"membrane\" needs a whole number",
            "cell.yaml line 5: \"stateful-body\" needs a whole number",
            "cell.yaml line 7: \"Hello!\" is not a module name: use lower-case letters, digits, -"
                + " and _",
            "cell.yaml line 8: there is no directory " + directory.resolve("nosuch"),
            "cell.yaml line 9: \"nuclues\" is not a role: choose nucleus, stateless-body,"
                + " stateful-body, membrane; did you mean \"nucleus\"?",
            "cell.yaml line 10: a module needs \"roles\"",
            "cell.yaml line 11: provision can't be run; make it so: chmod +x "
                + directory.resolve("quiet/provision"),
            "cell.yaml line 12: unknown key \"rolls\" in a module; did you mean \"roles\"?",
            "cell.yaml line 13: \"node\" is a name of the cell's own",
            "cell.yaml line 14: "
                + directory.resolve("none")
                + " has neither provision nor provision_post",
            "cell.yaml line 15: \"roles\" needs a list with something in it",
            "cell.yaml line 16: a module must be written as keys with values, such as name: …");
  }

  @Test
  void keysAndModulesMayNotBeGivenTwice() throws IOException {
    module("a", "provision_post", true);

    assertThat(
            mistakes(
                """
                version: 1
                nucleus: 1
                nucleus: 3
                modules:
                  - {name: a, path: a, roles: [body]}
                  - {name: a, path: a, roles: [body]}
                """))
        .containsExactly(
            "cell.yaml line 3: \"nucleus\" is given twice",
            "cell.yaml line 6: there are two modules \"a\"");
  }

  @Test
  void anotherVersionOfTheFormatIsRefused() throws IOException {
    assertThat(mistakes("version: 2\n"))
        .containsExactly("cell.yaml line 1: this program reads version 1 of the format, not 2");
    assertThat(mistakes("version: \"1\"\n"))
        .containsExactly("cell.yaml line 1: \"version\" needs a whole number");
  }

  @Test
  void whatIsNotACellFileIsSaidToBeNone() throws IOException {
    assertThat(mistakes(""))
        .containsExactly("cell.yaml line 1: the file is empty; begin with: version: 1");
    assertThat(mistakes("- 1\n")).singleElement().asString().contains("line 1: the cell must be");
    assertThat(mistakes("version: 1\nnucleus: [\n"))
        .singleElement()
        .asString()
        .contains("not YAML");
    assertThat(mistakes("version: 1\n---\nversion: 1\n"))
        .singleElement()
        .asString()
        .contains("YAML");
    assertThat(mistakes("version: 1\n\tnucleus: 3\n"))
        .singleElement()
        .asString()
        .contains("line 2");
    assertThat(mistakes("version: 1\nmodules: hello\n"))
        .containsExactly("cell.yaml line 2: \"modules\" needs a list with something in it");
  }

  @Test
  void aMissingOrUnreadableFileIsSaid() throws IOException {
    Path missing = directory.resolve("nosuch.yaml");
    assertThat(
            catchThrowableOfType(
                InvalidInputException.class, () -> CellFileReader.read(missing, DEMO)))
        .hasMessage("there is no file " + missing);
    assertThat(
            catchThrowableOfType(
                InvalidInputException.class, () -> CellFileReader.read(directory, DEMO)))
        .hasMessageStartingWith("can't read " + directory);
    Path binary = Files.write(directory.resolve("binary.yaml"), new byte[] {(byte) 0xff, 0, 1});
    assertThat(
            catchThrowableOfType(
                InvalidInputException.class, () -> CellFileReader.read(binary, DEMO)))
        .hasMessageStartingWith("can't read ");
  }

  @Test
  void settingsOfEc2AreTextsListsAndValuesByRole() throws IOException {
    Path file =
        file(
            """
            version: 1
            backend: aws
            aws:
              region: eu-west-1
              volume-size: 20
              spot: true
              bastion: no
              allowed-networks: [192.0.2.0/24, 198.51.100.0/24]
              instance-type:
                nucleus: m7g.large
                body: c7g.xlarge
            """);

    assertThat(CellFileReader.read(file, DEMO).settings().values())
        .isEqualTo(
            Map.of(
                "backend", "aws",
                "region", "eu-west-1",
                "volume-size", "20",
                "spot", "true",
                "bastion", "no",
                "allowed-networks", "192.0.2.0/24,198.51.100.0/24",
                "instance-type", "nucleus=m7g.large,body=c7g.xlarge"));
  }

  @Test
  void mistakesInSettingsHaveTheirLinesToo() throws IOException {
    assertThat(
            mistakes(
                """
                version: 1
                aws:
                  regoin: eu-west-1
                  spot: maybe
                  zone: [a]
                  instance-type: {nuclues: m7g.large}
                  backend: aws
                  allowed-networks: []
                """))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .isEqualTo(
                        "cell.yaml line 3: unknown key \"regoin\" in \"aws\"; did you mean"
                            + " \"region\"?"),
            line ->
                assertThat(line).isEqualTo("cell.yaml line 4: \"spot\" needs true, yes, false, no"),
            line -> assertThat(line).isEqualTo("cell.yaml line 5: \"zone\" needs a text"),
            line -> assertThat(line).contains("line 6: unknown key \"nuclues\"", "\"nucleus\"?"),
            line -> assertThat(line).startsWith("cell.yaml line 7: unknown key \"backend\""),
            line -> assertThat(line).contains("line 8: \"allowed-networks\" needs a list"));
    assertThat(mistakes("version: 1\naws: eu-west-1\n"))
        .singleElement()
        .asString()
        .contains("line 2: \"aws\" must be written as keys with values");
  }
}
