package io.cellos.cli;

import io.cellos.base.error.CellException;
import io.cellos.base.error.ExitCode;
import io.cellos.cli.command.CommonOptions;
import io.cellos.cli.input.NearWord;
import io.cellos.model.InvalidInputException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The one place where a failure becomes words for people and an exit status. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
  /** What shells use for a program that Ctrl-C ended. */
  static final int INTERRUPTED = 130;

  private final PrintStream err;

  Failures(PrintStream err) {
    this.err = err;
  }

  @Override
  public int handleParseException(ParameterException wrong, String[] args) {
    CommandLine command = wrong.getCommandLine();
    String help = "see: " + command.getCommandSpec().qualifiedName() + " --help";
    if (wrong.getCause() instanceof InvalidInputException input) {
      say(input.getMessage(), help);
    } else {
      say(
          wrong.getMessage(),
          meant(wrong).map(word -> "did you mean " + word + "? ").orElse("") + help);
    }
    trace(wrong, command);
    return ExitCode.WRONG_USAGE.status();
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    int status =
        switch (failure) {
          case InterruptedException interrupted -> INTERRUPTED;
          case InvalidInputException input -> {
            String name = command.getCommandSpec().qualifiedName();
            say(input.getMessage(), "see: " + name + " --help");
            yield ExitCode.WRONG_USAGE.status();
          }
          case CellException known -> {
            say(known.getMessage(), known.nextStep());
            yield known.exitCode().status();
          }
          default -> {
            say(
                "this is a bug: " + failure,
                "run it again with --verbose, and report what that prints");
            yield ExitCode.FAILED.status();
          }
        };
    trace(failure, command);
    return status;
  }

  private void say(String cause, String nextStep) {
    err.println("cell: " + cause.replace("\n", "\n      "));
    if (!nextStep.isEmpty()) {
      err.println("  → " + nextStep);
    }
  }

  private void trace(Exception failure, CommandLine command) {
    if (command.getCommandSpec().mixins().values().stream()
        .map(mixin -> mixin.userObject())
        .anyMatch(options -> options instanceof CommonOptions common && common.isVerbose())) {
      failure.printStackTrace(err);
    }
  }

  /** The verb or option that was probably meant. */
  private static Optional<String> meant(ParameterException wrong) {
    if (!(wrong instanceof UnmatchedArgumentException unmatched)
        || unmatched.getUnmatched().isEmpty()) {
      return Optional.empty();
    }
    CommandLine command = wrong.getCommandLine();
    List<String> words = new ArrayList<>(command.getSubcommands().keySet());
    command.getCommandSpec().options().forEach(option -> words.addAll(List.of(option.names())));
    String typed = unmatched.getUnmatched().getFirst();
    int value = typed.indexOf('=');
    return NearWord.find(value < 0 ? typed : typed.substring(0, value), words);
  }
}
