package io.cellos.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cell app}, which only has verbs about apps. */
@Command(
    name = "app",
    description = "Deploys and looks after apps: services that Marathon keeps running in the body.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  cell app deploy demo web.json",
      "  cell app list demo",
      "  cell app scale demo web 3",
      "  cell app log demo web -f"
    })
public final class AppCommand implements Callable<Integer> {
  @Mixin CommonOptions common;
  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "a verb is missing: list, show, deploy, scale, restart, log or rm");
  }
}
