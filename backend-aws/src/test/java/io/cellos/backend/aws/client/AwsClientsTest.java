package io.cellos.backend.aws.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cellos.backend.Settings;
import io.cellos.base.error.CellException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose keys are used where there are some in the surroundings and some in profiles. */
class AwsClientsTest {
  private static final List<String> PROPERTIES =
      List.of("aws.accessKeyId", "aws.secretAccessKey", "aws.sharedCredentialsFile");

  @TempDir Path directory;

  @BeforeEach
  void keysOfTheSurroundingsAndOfAProfile() throws IOException {
    Path profiles =
        Files.writeString(
            directory.resolve("credentials"),
            """
            [work]
            aws_access_key_id = AKIAWORK
            aws_secret_access_key = secret
            """);
    System.setProperty("aws.accessKeyId", "AKIASURROUNDINGS");
    System.setProperty("aws.secretAccessKey", "secret");
    System.setProperty("aws.sharedCredentialsFile", profiles.toString());
  }

  @AfterEach
  void asBefore() {
    PROPERTIES.forEach(System::clearProperty);
  }

  private static String key(Map<String, String> chosen, String usualProfile) {
    Settings settings = new Settings(Map.of("region", "eu-west-1")).with(new Settings(chosen));
    try (AwsClients clients = new AwsClients(AwsSettings.of(settings), usualProfile)) {
      return clients
          .sts()
          .serviceClientConfiguration()
          .credentialsProvider()
          .resolveIdentity()
          .join()
          .accessKeyId();
    }
  }

  @Test
  void aChosenProfileGoesFirst() {
    assertThat(key(Map.of("profile", "work"), null)).isEqualTo("AKIAWORK");
    assertThat(key(Map.of("profile", "work"), "play")).isEqualTo("AKIAWORK");
  }

  @Test
  void aProfileThatIsNotThereIsSaidToBe() {
    Settings settings = new Settings(Map.of("region", "eu-west-1", "profile", "nosuch"));
    try (AwsClients clients = new AwsClients(AwsSettings.of(settings))) {
      CellException failure =
          catchThrowableOfType(
              CellException.class,
              () -> AwsFailures.explained("ask", () -> clients.sts().getCallerIdentity()));
      assertThat(failure).hasMessageContaining("nosuch");
      assertThat(failure.nextStep()).contains("--profile");
    }
  }

  @Test
  void whatOnlyTheSurroundingsSayIsTakenAsAwsDoes() {
    assertThat(key(Map.of(), null)).isEqualTo("AKIASURROUNDINGS");
    assertThat(key(Map.of("profile", "work"), "work")).isEqualTo("AKIASURROUNDINGS");
    System.clearProperty("aws.accessKeyId");
    assertThat(key(Map.of("profile", "work"), "work")).isEqualTo("AKIAWORK");
  }
}
