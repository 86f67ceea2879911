package io.cellos.cli.command;

import io.cellos.backend.Backend;
import io.cellos.backend.Settings;
import io.cellos.base.error.ExitCode;
import io.cellos.cli.file.CellFile;
import io.cellos.cli.file.CellFileReader;
import io.cellos.cli.output.Output;
import io.cellos.cli.settings.BackendChoice;
import io.cellos.model.CellName;
import io.cellos.model.CellSpec;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes down what a cell would be made of. */
@Command(
    name = "build",
    description = {
      "Writes the templates and parameters of a cell into a directory, and creates nothing.",
      "They can be read, kept, or launched without this program."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  cell build demo --backend aws --region eu-west-1",
      "  cell build demo --backend aws -f cell.yaml --output stacks/demo"
    })
public final class BuildCommand implements Callable<Integer> {
  private final BackendChoice backends;
  private final Output output;

  @Mixin SizeOptions sizes;
  @Mixin BodyOptions body;
  @Mixin Ec2Options ec2;
  @Mixin CommonOptions common;

  @Parameters(paramLabel = "NAME", description = "The name of the cell.")
  CellName name;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "A cell file (YAML) with sizes, modules and settings; options win over it.")
  Path file;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Where to write; made if missing (usually a directory named like the cell).")
  Path directory;

  public BuildCommand(BackendChoice backends, Output output) {
    this.backends = backends;
    this.output = output;
  }

  @Override
  public Integer call() {
    CellFile wanted = file == null ? CellFile.NONE : CellFileReader.read(file, name);
    Settings more = ec2.settings().with(body.settings());
    CellSpec spec =
        wanted.toSpec(
            name,
            sizes.given(),
            BodyOptions.spec(common.settings(backends, wanted.settings(), more)));
    Backend backend = common.open(backends, wanted.settings(), more);
    Path target = directory == null ? Path.of(name.value()) : directory;
    backend.build(spec, target.toAbsolutePath(), output::line);
    return ExitCode.DONE.status();
  }
}
