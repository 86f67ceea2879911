package io.cellos.cli;

import io.cellos.base.error.CellException;
import io.cellos.base.error.ExitCode;
import io.cellos.base.text.NearWord;
import io.cellos.cli.command.CommonOptions;
import io.cellos.cli.output.NextSteps;
import io.cellos.model.InvalidInputException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The one place where a failure becomes words for people and an exit status. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
  /** What shells use for a program that Ctrl-C ended. */
  static final int INTERRUPTED = 130;

  private final PrintStream err;
  private final NextSteps nextSteps;

  Failures(PrintStream err, NextSteps nextSteps) {
    this.err = err;
    this.nextSteps = nextSteps;
  }

  @Override
  public int handleParseException(ParameterException wrong, String[] args) {
    CommandLine command = wrong.getCommandLine();
    String help = "see: " + command.getCommandSpec().qualifiedName() + " --help";
    Optional<String> stranger = stranger(wrong, args);
    if (stranger.isPresent()) {
      String word = stranger.get();
      String what =
          word.startsWith("-")
              ? "option"
              : command.getSubcommands().isEmpty() ? "argument" : "verb";
      say(
          "\"%s\" is no %s of %s".formatted(word, what, command.getCommandSpec().qualifiedName()),
          hint(word, command) + help);
    } else if (wrong.getCause() instanceof InvalidInputException input) {
      say(
          wrong.getArgSpec() instanceof OptionSpec option
              ? option.longestName() + ": " + input.getMessage()
              : input.getMessage(),
          help);
    } else {
      say(wrong.getMessage(), help);
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
            say(known.getMessage(), nextSteps.in(known.nextStep()));
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

  /**
   * A word that the command does not know. Options are looked for first: the value of an unknown
   * one would be taken for a cell's name, and complained about as such.
   */
  private static Optional<String> stranger(ParameterException wrong, String[] args) {
    CommandLine command = wrong.getCommandLine();
    Optional<String> option =
        Arrays.stream(args)
            .takeWhile(word -> !word.equals("--")) // what follows is another program's
            .filter(word -> word.startsWith("--") && !command.isStopAtPositional())
            .map(word -> word.replaceFirst("=.*", ""))
            .filter(word -> !command.getCommandSpec().optionsMap().containsKey(word))
            .findFirst();
    return option.or(
        () ->
            wrong instanceof UnmatchedArgumentException unmatched
                ? unmatched.getUnmatched().stream().findFirst()
                : Optional.empty());
  }

  /** The verb or option that was probably meant. */
  private static String hint(String typed, CommandLine command) {
    List<String> words = new ArrayList<>(command.getSubcommands().keySet());
    words.addAll(command.getCommandSpec().optionsMap().keySet());
    return NearWord.find(typed, words).map(word -> "did you mean " + word + "? ").orElse("");
  }
}
