package io.cellos.backend.aws.testing;

import io.cellos.backend.Settings;
import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.client.AwsSettings;
import io.cellos.base.testing.Moto;
import java.util.Map;

/** Clients of this Java VM for an endpoint of moto. */
public final class MotoClients {
  private MotoClients() {}

  /**
   * Clients for the endpoint. The endpoint and the credentials are those of the whole Java VM until
   * the next call.
   */
  public static AwsClients of(Moto moto) {
    System.setProperty("aws.endpointUrl", moto.endpoint().toString());
    System.setProperty("aws.accessKeyId", "testing");
    System.setProperty("aws.secretAccessKey", "testing");
    return new AwsClients(AwsSettings.of(new Settings(Map.of("region", "us-east-1"))));
  }
}
