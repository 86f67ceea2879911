package io.cellos.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cell}, which only has verbs. */
@Command(
    name = "cell",
    description = "Runs cells: self-contained clusters of one nucleus, bodies and a membrane.",
    versionProvider = VersionText.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  cell create demo              stand up a cell on this machine",
      "  cell list demo                see what it consists of",
      "  cell scale demo nucleus 3     grow it",
      "  cell delete demo              remove it",
      "  cell create demo --backend aws --region eu-west-1      the same on Amazon EC2",
      "",
      "Exit status: 0 done, 1 failed, 2 wrong usage, 3 no such cell, 4 timed out,",
      "5 refused, 130 interrupted."
    })
public final class CellCommand implements Callable<Integer> {
  @Mixin CommonOptions common;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version and what this release is made of.")
  boolean version;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "a verb is missing, such as create or list");
  }
}
