package io.cellos.cli.command;

import io.cellos.base.error.ExitCode;
import io.cellos.cli.output.Output;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints a completion script. */
@Command(
    name = "completion",
    description = "Prints a script that makes bash complete verbs, roles and options.",
    footerHeading = "%nExamples:%n",
    footer = "  eval \"$(cell completion)\"")
public final class CompletionCommand implements Callable<Integer> {
  private final Output output;

  @Mixin CommonOptions common;
  @Spec CommandSpec spec;

  public CompletionCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    output.line(AutoComplete.bash("cell", spec.root().commandLine()));
    return ExitCode.DONE.status();
  }
}
