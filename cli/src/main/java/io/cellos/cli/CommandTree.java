package io.cellos.cli;

import io.cellos.base.time.Durations;
import io.cellos.cli.command.CellCommand;
import io.cellos.cli.command.CmdCommand;
import io.cellos.cli.command.CompletionCommand;
import io.cellos.cli.command.CreateCommand;
import io.cellos.cli.command.DeleteCommand;
import io.cellos.cli.command.ListCommand;
import io.cellos.cli.command.LogCommand;
import io.cellos.cli.command.NucleusCommand;
import io.cellos.cli.command.ProxyCommand;
import io.cellos.cli.command.RestoreCommand;
import io.cellos.cli.command.ScaleCommand;
import io.cellos.cli.command.SnapshotCommand;
import io.cellos.cli.command.SnapshotsCommand;
import io.cellos.cli.command.SshCommand;
import io.cellos.cli.command.StartCommand;
import io.cellos.cli.command.StopCommand;
import io.cellos.cli.input.Backends;
import io.cellos.cli.input.NodeChoice;
import io.cellos.cli.input.RoleNames;
import io.cellos.cli.output.Format;
import io.cellos.cli.output.Output;
import io.cellos.cli.progress.Waiting;
import io.cellos.cli.remote.FanOut;
import io.cellos.cli.terminal.Confirmation;
import io.cellos.model.CellName;
import io.cellos.model.Role;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/** Puts the verbs together and gives each what it needs. */
final class CommandTree {
  private CommandTree() {}

  static CommandLine of(Surroundings around, Backends backends) {
    Output output = new Output(around.out(), around.err(), around.terminal(), around.env());
    Waiting waiting = new Waiting(output, around.interrupts(), around.pace());
    Confirmation confirm = new Confirmation(around.in(), around.err(), around.terminal());
    CommandLine cmd =
        new CommandLine(
            new CmdCommand(backends, output, around.programs(), new FanOut(around.interrupts())));
    cmd.setStopAtPositional(true);
    CommandLine nucleus =
        new CommandLine(new NucleusCommand())
            .addSubcommand(new SnapshotCommand(backends, output))
            .addSubcommand(new SnapshotsCommand(backends, output))
            .addSubcommand(new RestoreCommand(backends, output, confirm, waiting));
    CommandLine root =
        new CommandLine(new CellCommand())
            .addSubcommand(new CreateCommand(backends, output, waiting))
            .addSubcommand(new ListCommand(backends, output))
            .addSubcommand(new ScaleCommand(backends, output, confirm, waiting))
            .addSubcommand(new LogCommand(backends, output))
            .addSubcommand(cmd)
            .addSubcommand(new SshCommand(backends, around.programs()))
            .addSubcommand(new ProxyCommand(backends, output, around.interrupts(), around.env()))
            .addSubcommand(new DeleteCommand(backends, output, confirm))
            .addSubcommand(new StartCommand(backends, output, waiting))
            .addSubcommand(new StopCommand(backends, output))
            .addSubcommand(nucleus)
            .addSubcommand(new CompletionCommand(output));
    return configure(root, around, output);
  }

  private static CommandLine configure(CommandLine root, Surroundings around, Output output) {
    Failures failures = new Failures(around.err());
    return root.registerConverter(CellName.class, CellName::parse)
        .registerConverter(Role.class, RoleNames::parse)
        .registerConverter(NodeChoice.class, NodeChoice::parse)
        .registerConverter(Duration.class, Durations::parse)
        .registerConverter(Format.class, Format::parse)
        .setColorScheme(Help.defaultColorScheme(output.ansi()))
        .setOut(new PrintWriter(around.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(around.err(), true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures);
  }
}
