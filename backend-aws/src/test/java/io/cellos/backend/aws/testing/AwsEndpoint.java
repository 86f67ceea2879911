package io.cellos.backend.aws.testing;

import io.cellos.backend.Settings;
import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.client.AwsSettings;
import io.cellos.base.testing.Moto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** A moto that the SDK in this JVM talks to until it is closed. */
public final class AwsEndpoint implements AutoCloseable {
  /** The account that moto plays. */
  public static final String ACCOUNT = "123456789012";

  private final Moto moto;
  private final Path home;
  private final Map<String, String> before = new HashMap<>();

  /**
   * @param home for the program's own files
   */
  public AwsEndpoint(Moto moto, Path home) {
    this.moto = moto;
    this.home = home;
    set("aws.endpointUrl", moto.endpoint().toString());
    set("aws.accessKeyId", "testing");
    set("aws.secretAccessKey", "testing");
    set("aws.disableEc2Metadata", "true");
  }

  private void set(String property, String value) {
    before.put(property, System.getProperty(property));
    System.setProperty(property, value);
  }

  public Moto moto() {
    return moto;
  }

  /** Clients for us-east-1, with these settings. */
  public AwsClients clients(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(Map.of("region", "us-east-1", "home", home.toString()));
    all.putAll(settings);
    return new AwsClients(AwsSettings.of(new Settings(all)));
  }

  /** What AWS's own command line answers, as text; the test is skipped where there is none. */
  public String cli(String... words) {
    List<String> all = new ArrayList<>(List.of("aws", "--output", "text"));
    all.addAll(List.of(words));
    ProcessBuilder aws = new ProcessBuilder(all).redirectErrorStream(true);
    aws.environment().putAll(moto.environment());
    try {
      Process process = aws.start();
      String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", all) + ": " + answer);
      }
      return answer.strip();
    } catch (IOException e) {
      Assumptions.abort("no aws command");
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    moto.close();
    before.forEach(
        (property, value) -> {
          if (value == null) {
            System.clearProperty(property);
          } else {
            System.setProperty(property, value);
          }
        });
  }
}
