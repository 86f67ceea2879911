package io.cellos.backend.aws.testing;

import io.cellos.backend.Settings;
import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.client.AwsSettings;
import io.cellos.base.testing.Moto;
import io.cellos.base.testing.MotoControl;
import java.nio.file.Path;
import java.util.Map;

/** Patched moto, and this program's clients of it. */
public final class MotoRegion implements AutoCloseable {
  private static final Map<String, String> PROPERTIES =
      Map.of(
          "aws.accessKeyId", "testing",
          "aws.secretAccessKey", "testing",
          "aws.region", "us-east-1");
  private static final String ENDPOINT = "aws.endpointUrl";

  private final Moto moto;
  private final Path directory;
  private final AwsClients clients;

  private MotoRegion(Moto moto, Path directory) {
    this.moto = moto;
    this.directory = directory;
    this.clients = clients(Map.of());
  }

  /**
   * @param directory for moto's files, and the {@code ~/.cellos} of the clients
   */
  public static MotoRegion start(Path directory) {
    Moto moto = Moto.patched(directory);
    PROPERTIES.forEach(System::setProperty);
    System.setProperty(ENDPOINT, moto.endpoint().toString());
    return new MotoRegion(moto, directory);
  }

  public AwsClients clients() {
    return clients;
  }

  /** Clients of somebody who chose these, too; the caller closes them. */
  public AwsClients clients(Map<String, String> chosen) {
    Settings own =
        new Settings(Map.of("region", "us-east-1", "home", directory.resolve("home").toString()));
    return new AwsClients(AwsSettings.of(own.with(new Settings(chosen))));
  }

  public MotoControl control() {
    return moto.control();
  }

  public Path home() {
    return directory.resolve("home");
  }

  @Override
  public void close() {
    clients.close();
    PROPERTIES.keySet().forEach(System::clearProperty);
    System.clearProperty(ENDPOINT);
    moto.close();
  }
}
