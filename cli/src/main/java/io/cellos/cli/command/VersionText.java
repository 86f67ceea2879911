package io.cellos.cli.command;

import io.cellos.cli.input.Bundle;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.IVersionProvider;

/** What {@code cell --version} prints. */
public final class VersionText implements IVersionProvider {
  @Override
  public String[] getVersion() {
    Bundle bundle = Bundle.current();
    List<String> lines = new ArrayList<>();
    lines.add("cell-os " + bundle.version());
    lines.add("bundle %s-%s".formatted(bundle.bundle(), bundle.version()));
    lines.add("java %s (needs %d)".formatted(Runtime.version(), bundle.java()));
    bundle.components().forEach((name, version) -> lines.add(name + " " + version));
    return lines.toArray(String[]::new);
  }
}
