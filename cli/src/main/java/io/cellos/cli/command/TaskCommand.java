package io.cellos.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cell task}, which only has verbs about tasks. */
@Command(
    name = "task",
    description = "Shows the tasks of the body, and what they print.",
    footerHeading = "%nExamples:%n",
    footer = {"  cell task list demo", "  cell task log demo web.1 -f"})
public final class TaskCommand implements Callable<Integer> {
  @Mixin CommonOptions common;
  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "a verb is missing: list or log");
  }
}
