package io.cellos.cli.command;

import io.cellos.backend.Backend;
import io.cellos.base.error.ExitCode;
import io.cellos.cli.input.RoleNames;
import io.cellos.cli.output.Output;
import io.cellos.cli.settings.BackendChoice;
import io.cellos.model.CellName;
import io.cellos.model.Role;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Makes an image of a node. */
@Command(
    name = "bake",
    description = {
      "Makes an image of a provisioned node and prints its id; nodes made from it boot faster.",
      "The image stays, and is paid for, when the cell is deleted."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  cell bake demo --backend aws",
      "  cell create other --backend aws --image $(cell bake demo --backend aws)"
    })
public final class BakeCommand implements Callable<Integer> {
  private final BackendChoice backends;
  private final Output output;

  @Mixin CommonOptions common;

  @Parameters(index = "0", paramLabel = "NAME", description = "The cell.")
  CellName name;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "ROLE",
      defaultValue = "stateless-body",
      completionCandidates = RoleNames.class,
      description = "The group whose node to take: ${COMPLETION-CANDIDATES} (usually the body).")
  Role role;

  public BakeCommand(BackendChoice backends, Output output) {
    this.backends = backends;
    this.output = output;
  }

  /** Only the id is a result, so that a shell can take it. */
  @Override
  public Integer call() {
    Backend backend = common.open(backends);
    output.line(backend.bake(name, role, output::remark));
    return ExitCode.DONE.status();
  }
}
