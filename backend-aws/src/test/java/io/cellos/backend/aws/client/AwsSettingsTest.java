package io.cellos.backend.aws.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellos.backend.Settings;
import io.cellos.base.error.CellException;
import io.cellos.base.error.ExitCode;
import io.cellos.model.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AwsSettingsTest {
  private static final String CONFIG_FILE = "aws.configFile";

  @TempDir Path directory;
  private String before;

  @BeforeEach
  void useAnEmptyConfiguration() throws IOException {
    before = System.getProperty(CONFIG_FILE);
    System.setProperty(CONFIG_FILE, Files.createFile(directory.resolve("config")).toString());
  }

  @AfterEach
  void restore() {
    if (before == null) {
      System.clearProperty(CONFIG_FILE);
    } else {
      System.setProperty(CONFIG_FILE, before);
    }
  }

  @Test
  void withoutARegionNothingIsAskedAndThreeWaysToChooseOneAreNamed() {
    assertThatThrownBy(() -> AwsSettings.of(Settings.NONE))
        .isInstanceOfSatisfying(
            CellException.class,
            e -> {
              assertThat(e.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
              assertThat(e).hasMessage("no AWS region is chosen");
              assertThat(e.nextStep()).contains("--region", "AWS_REGION", "region = ");
            });
  }

  @Test
  void theRegionOfTheProfileIsUsedUnlessOneIsChosen() throws IOException {
    Files.writeString(directory.resolve("config"), "[profile work]\nregion = ap-southeast-2\n");

    assertThat(AwsSettings.of(settings(Map.of("profile", "work"))).region().id())
        .isEqualTo("ap-southeast-2");
    assertThat(
            AwsSettings.of(settings(Map.of("profile", "work", "region", "eu-west-1")))
                .region()
                .id())
        .isEqualTo("eu-west-1");
  }

  @Test
  void whatIsNoRegionIsRefused() {
    assertThatThrownBy(() -> AwsSettings.of(settings(Map.of("region", "europe; rm"))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("is not a region such as eu-west-1");
  }

  @Test
  void filesAreInTheHomeThatIsGiven() {
    Settings chosen = settings(Map.of("region", "eu-west-1", "home", "/srv/cells"));
    assertThat(AwsSettings.of(chosen).home()).isEqualTo(Path.of("/srv/cells"));
  }

  private static Settings settings(Map<String, String> values) {
    return new Settings(values);
  }
}
