package io.cellos.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cell nucleus}, which only has verbs about the nucleus' data. */
@Command(
    name = "nucleus",
    description = "Saves the nucleus' data and brings it back.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  cell nucleus snapshot demo",
      "  cell nucleus snapshots demo",
      "  cell nucleus restore demo"
    })
public final class NucleusCommand implements Callable<Integer> {
  @Mixin CommonOptions common;
  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "a verb is missing: snapshot, snapshots or restore");
  }
}
