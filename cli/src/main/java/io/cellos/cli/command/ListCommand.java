package io.cellos.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.backend.Backend;
import io.cellos.base.error.ExitCode;
import io.cellos.base.json.Json;
import io.cellos.cli.body.BodyUse;
import io.cellos.cli.output.CellText;
import io.cellos.cli.output.Documents;
import io.cellos.cli.output.Format;
import io.cellos.cli.output.Output;
import io.cellos.cli.settings.BackendChoice;
import io.cellos.model.CellDescription;
import io.cellos.model.CellName;
import io.cellos.model.CellSummary;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows all cells, or one with everything in it. */
@Command(
    name = "list",
    description = "Shows all cells, or one cell with its nodes, load balancers and addresses.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  cell list",
      "  cell list demo",
      "  cell list demo -o json",
      "  cell list --backend aws --region eu-west-1"
    })
public final class ListCommand implements Callable<Integer> {
  private final BackendChoice backends;
  private final Output output;

  @Mixin CommonOptions common;

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "A cell; all if left out.")
  CellName name;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      completionCandidates = Format.Names.class,
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  Format format;

  public ListCommand(BackendChoice backends, Output output) {
    this.backends = backends;
    this.output = output;
  }

  @Override
  public Integer call() {
    Backend backend = common.open(backends);
    if (name == null) {
      all(backend);
    } else {
      one(backend);
    }
    return ExitCode.DONE.status();
  }

  private void all(Backend backend) {
    List<CellSummary> cells = backend.list();
    if (cells.isEmpty() && format == Format.TABLE) {
      output.advice("There are no cells. Create one: cell create demo");
      return;
    }
    Documents.print(output, format, cells, () -> CellText.summaries(cells));
  }

  private void one(Backend backend) {
    CellDescription cell = backend.describe(name);
    CompletableFuture<Optional<BodyUse>> asked = BodyUse.ask(cell);
    List<String> problems = format == Format.TABLE ? backend.problems(name) : List.of();
    Optional<BodyUse> use = asked.join();
    Documents.print(output, format, document(cell, use), () -> CellText.description(cell, use));
    problems.forEach(problem -> output.remark("problem: " + problem));
  }

  private static JsonNode document(CellDescription cell, Optional<BodyUse> use) {
    ObjectNode document = Json.mapper().valueToTree(cell);
    use.ifPresent(known -> document.set("mesos", Json.mapper().valueToTree(known)));
    return document;
  }
}
