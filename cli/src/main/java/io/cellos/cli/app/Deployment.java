package io.cellos.cli.app;

import java.util.List;

/**
 * A change that Marathon has taken on.
 *
 * @param id empty if there was nothing to change
 * @param apps that shall be there with all their instances when it is done
 */
public record Deployment(String id, List<String> apps) {
  public Deployment {
    apps = List.copyOf(apps);
  }
}
