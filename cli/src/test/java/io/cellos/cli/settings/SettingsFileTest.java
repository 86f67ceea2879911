package io.cellos.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cellos.backend.Settings;
import io.cellos.model.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
  @TempDir Path directory;

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("config"), text);
  }

  private List<String> mistakes(String text, Optional<String> section) throws IOException {
    Path file = file(text);
    return catchThrowableOfType(InvalidInputException.class, () -> SettingsFile.read(file, section))
        .problems();
  }

  @Test
  void readsTheUsualSectionOrTheOneNamed() throws IOException {
    Path file =
        file(
            """
            # for all
            [default]
            backend = aws
            region=eu-west-1

            ; at work
            [ work ]
            region = us-east-1
            spot = yes
            ssh-options = -o ProxyJump=gate -v
            """);

    assertThat(SettingsFile.read(file, Optional.empty()).values())
        .isEqualTo(Map.of("backend", "aws", "region", "eu-west-1"));
    assertThat(SettingsFile.read(file, Optional.of("work")).values())
        .isEqualTo(
            Map.of("region", "us-east-1", "spot", "yes", "ssh-options", "-o ProxyJump=gate -v"));
  }

  @Test
  void noFileAndNoUsualSectionAreFine() throws IOException {
    assertThat(SettingsFile.read(directory.resolve("nosuch"), Optional.empty()))
        .isEqualTo(Settings.NONE);
    assertThat(SettingsFile.read(file("[other]\nregion = x\n"), Optional.empty()))
        .isEqualTo(Settings.NONE);
  }

  @Test
  void aNamedSectionMustBeThere() throws IOException {
    assertThat(mistakes("[work]\n", Optional.of("wrok")))
        .containsExactly(
            directory.resolve("config") + " has no section [wrok]; did you mean \"work\"?");
    Path missing = directory.resolve("nosuch");
    assertThat(
            catchThrowableOfType(
                InvalidInputException.class, () -> SettingsFile.read(missing, Optional.of("work"))))
        .hasMessage(missing + " has no section [work]");
  }

  @Test
  void everyMistakeIsReportedAtOnceWithItsLine() throws IOException {
    String name = directory.resolve("config") + " line ";
    assertThat(
            mistakes(
                """
                region = eu-west-1
                [default]
                regoin = eu-west-1
                region
                region = eu-west-1
                region = us-east-1
                spot = maybe
                bucket =
                [default]
                aws_secret = x
                home = /tmp
                """,
                Optional.empty()))
        .satisfiesExactly(
            line -> assertThat(line).startsWith(name + "1: a section must begin before"),
            line ->
                assertThat(line)
                    .isEqualTo(name + "3: unknown key \"regoin\"; did you mean \"region\"?"),
            line -> assertThat(line).isEqualTo(name + "4: neither [section] nor key = value"),
            line -> assertThat(line).isEqualTo(name + "6: \"region\" is given twice"),
            line -> assertThat(line).isEqualTo(name + "7: \"spot\" needs true, yes, false, no"),
            line -> assertThat(line).isEqualTo(name + "8: \"bucket\" has no value"),
            line -> assertThat(line).isEqualTo(name + "9: there are two sections [default]"),
            line -> assertThat(line).startsWith(name + "10: unknown key \"aws_secret\"; known are"),
            line -> assertThat(line).startsWith(name + "11: unknown key \"home\""));
  }

  @Test
  void whatCantBeReadIsSaid() {
    assertThat(
            catchThrowableOfType(
                InvalidInputException.class, () -> SettingsFile.read(directory, Optional.empty())))
        .hasMessageStartingWith("can't read " + directory);
  }
}
