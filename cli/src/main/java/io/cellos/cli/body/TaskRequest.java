package io.cellos.cli.body;

import io.cellos.protocols.mesos.Resources;
import java.util.Map;

/**
 * What {@code cell run} runs.
 *
 * @param command for a shell
 * @param user whom it runs as
 */
public record TaskRequest(
    String name,
    String command,
    Resources needs,
    String role,
    String user,
    Map<String, String> environment) {
  public TaskRequest {
    environment = Map.copyOf(environment);
  }
}
