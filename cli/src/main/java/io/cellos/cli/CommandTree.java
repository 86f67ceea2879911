package io.cellos.cli;

import io.cellos.base.time.Durations;
import io.cellos.cli.command.AppChange;
import io.cellos.cli.command.AppCommand;
import io.cellos.cli.command.AppDeployCommand;
import io.cellos.cli.command.AppListCommand;
import io.cellos.cli.command.AppLogCommand;
import io.cellos.cli.command.AppRemoveCommand;
import io.cellos.cli.command.AppRestartCommand;
import io.cellos.cli.command.AppScaleCommand;
import io.cellos.cli.command.AppShowCommand;
import io.cellos.cli.command.BakeCommand;
import io.cellos.cli.command.BuildCommand;
import io.cellos.cli.command.CellCommand;
import io.cellos.cli.command.CmdCommand;
import io.cellos.cli.command.CompletionCommand;
import io.cellos.cli.command.CreateCommand;
import io.cellos.cli.command.DeleteCommand;
import io.cellos.cli.command.ListCommand;
import io.cellos.cli.command.LogCommand;
import io.cellos.cli.command.MuxCommand;
import io.cellos.cli.command.NucleusCommand;
import io.cellos.cli.command.ProxyCommand;
import io.cellos.cli.command.RestoreCommand;
import io.cellos.cli.command.RunCommand;
import io.cellos.cli.command.ScaleCommand;
import io.cellos.cli.command.SeedCommand;
import io.cellos.cli.command.SnapshotCommand;
import io.cellos.cli.command.SnapshotsCommand;
import io.cellos.cli.command.SshCommand;
import io.cellos.cli.command.StartCommand;
import io.cellos.cli.command.StopCommand;
import io.cellos.cli.command.TaskCommand;
import io.cellos.cli.command.TaskListCommand;
import io.cellos.cli.command.TaskLogCommand;
import io.cellos.cli.command.UpdateCommand;
import io.cellos.cli.input.Backends;
import io.cellos.cli.input.NodeChoice;
import io.cellos.cli.input.Numbers;
import io.cellos.cli.input.RoleNames;
import io.cellos.cli.mux.PaneProgram;
import io.cellos.cli.mux.Tmux;
import io.cellos.cli.output.Format;
import io.cellos.cli.output.NextSteps;
import io.cellos.cli.output.Output;
import io.cellos.cli.progress.Waiting;
import io.cellos.cli.remote.FanOut;
import io.cellos.cli.settings.BackendChoice;
import io.cellos.cli.terminal.Confirmation;
import io.cellos.model.CellName;
import io.cellos.model.NodeId;
import io.cellos.model.Role;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/** Puts the verbs together and gives each what it needs. */
final class CommandTree {
  private final Surroundings around;
  private final BackendChoice backends;
  private final NextSteps nextSteps;
  private final Output output;
  private final Waiting waiting;
  private final Confirmation confirm;
  private final Map<String, Supplier<Object>> verbs = new LinkedHashMap<>();

  private CommandTree(Surroundings around, Backends known) {
    this.around = around;
    this.nextSteps = new NextSteps(verbs.keySet());
    this.backends = new BackendChoice(known, around.env(), nextSteps);
    this.output =
        new Output(around.out(), around.err(), around.terminal(), around.env(), nextSteps);
    this.waiting = new Waiting(output, around.interrupts(), around.pace());
    this.confirm = new Confirmation(around.in(), around.err(), around.terminal());
    verbs.put("create", () -> new CreateCommand(backends, output, waiting));
    verbs.put("list", () -> new ListCommand(backends, output));
    verbs.put("scale", () -> new ScaleCommand(backends, output, confirm, waiting));
    verbs.put("log", () -> new LogCommand(backends, output));
    verbs.put("cmd", this::cmd);
    verbs.put("ssh", () -> new SshCommand(backends, around.programs()));
    verbs.put("proxy", () -> new ProxyCommand(backends, output, around.interrupts()));
    verbs.put("delete", () -> new DeleteCommand(backends, output, confirm, waiting));
    verbs.put("start", () -> new StartCommand(backends, output, waiting));
    verbs.put("stop", () -> new StopCommand(backends, output));
    verbs.put("build", () -> new BuildCommand(backends, output));
    verbs.put("update", () -> new UpdateCommand(backends, output, confirm, waiting));
    verbs.put("seed", () -> new SeedCommand(backends, output));
    verbs.put("bake", () -> new BakeCommand(backends, output));
    verbs.put("run", this::run);
    verbs.put("task", this::task);
    verbs.put("app", this::app);
    verbs.put("mux", this::mux);
    verbs.put("nucleus", this::nucleus);
    verbs.put("completion", () -> new CompletionCommand(output));
  }

  /**
   * The command line for these arguments: with the one verb they begin with, because reading the
   * annotations of all of them takes longer than most verbs; else with all verbs.
   */
  static CommandLine forArguments(String[] args, Surroundings around, Backends backends) {
    CommandTree tree = new CommandTree(around, backends);
    boolean one = args.length > 0 && tree.verbs.containsKey(args[0]) && !needsAll(args[0]);
    return tree.build(one ? Set.of(args[0]) : tree.verbs.keySet());
  }

  private static boolean needsAll(String verb) {
    return verb.equals("completion");
  }

  private CommandLine build(Set<String> wanted) {
    CommandLine root = new CommandLine(new CellCommand());
    verbs.forEach(
        (word, verb) -> {
          if (wanted.contains(word)) {
            root.addSubcommand(word, verb.get());
          }
        });
    return configure(root);
  }

  private CommandLine cmd() {
    FanOut fanOut = new FanOut(around.interrupts());
    return new CommandLine(new CmdCommand(backends, output, around.programs(), fanOut))
        .setStopAtPositional(true);
  }

  private RunCommand run() {
    return new RunCommand(backends, output, around.interrupts());
  }

  private CommandLine task() {
    return new CommandLine(new TaskCommand())
        .addSubcommand(new TaskListCommand(backends, output))
        .addSubcommand(new TaskLogCommand(backends, output));
  }

  private CommandLine app() {
    AppChange change = new AppChange(output, around.interrupts(), around.pace());
    return new CommandLine(new AppCommand())
        .addSubcommand(new AppListCommand(backends, output))
        .addSubcommand(new AppShowCommand(backends, output))
        .addSubcommand(new AppDeployCommand(backends, output, change, around.in()))
        .addSubcommand(new AppScaleCommand(backends, change))
        .addSubcommand(new AppRestartCommand(backends, change))
        .addSubcommand(new AppLogCommand(backends, output))
        .addSubcommand(new AppRemoveCommand(backends, confirm, change));
  }

  private MuxCommand mux() {
    PaneProgram program = new PaneProgram(around.self(), around.env());
    return new MuxCommand(backends, output, new Tmux(around.env(), around.programs()), program);
  }

  private CommandLine nucleus() {
    return new CommandLine(new NucleusCommand())
        .addSubcommand(new SnapshotCommand(backends, output))
        .addSubcommand(new SnapshotsCommand(backends, output))
        .addSubcommand(new RestoreCommand(backends, output, confirm, waiting));
  }

  private CommandLine configure(CommandLine root) {
    Failures failures = new Failures(around.err(), nextSteps);
    return root.registerConverter(CellName.class, CellName::parse)
        .registerConverter(NodeId.class, NodeId::parse)
        .registerConverter(Role.class, RoleNames::parse)
        .registerConverter(NodeChoice.class, NodeChoice::parse)
        .registerConverter(Duration.class, Durations::parse)
        .registerConverter(BigDecimal.class, Numbers::parse)
        .registerConverter(Format.class, Format::parse)
        .setColorScheme(Help.defaultColorScheme(output.ansi()))
        .setOut(new PrintWriter(around.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(around.err(), true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures);
  }
}
