package io.cellos.cli.command;

import io.cellos.cli.settings.BackendChoice;
import io.cellos.cli.settings.Choice;
import io.cellos.cli.terminal.Programs;
import io.cellos.model.NodeId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What ssh runs as its ProxyCommand: input and output go to the instance's ssh port. */
@Command(
    name = "tunnel",
    hidden = true,
    description = "Connects input and output with an instance's ssh port; for ssh's ProxyCommand.",
    footerHeading = "%nExamples:%n",
    footer = "  ssh -o ProxyCommand=\"cell tunnel --backend aws %%h\" i-0123456789abcdef0")
public final class TunnelCommand implements Callable<Integer> {
  private final BackendChoice backends;
  private final Programs programs;

  @Mixin CommonOptions common;

  @Parameters(paramLabel = "INSTANCE", description = "The id of the instance.")
  NodeId instance;

  public TunnelCommand(BackendChoice backends, Programs programs) {
    this.backends = backends;
    this.programs = programs;
  }

  @Override
  public Integer call() throws InterruptedException {
    Choice choice = common.choice();
    return backends.tunnel(choice).run(backends.settings(choice), instance, programs);
  }
}
