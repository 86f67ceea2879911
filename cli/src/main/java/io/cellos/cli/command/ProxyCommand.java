package io.cellos.cli.command;

import io.cellos.backend.Backend;
import io.cellos.backend.OpenProxy;
import io.cellos.backend.Settings;
import io.cellos.base.error.CellException;
import io.cellos.base.error.ExitCode;
import io.cellos.cli.input.RoleNames;
import io.cellos.cli.output.Output;
import io.cellos.cli.settings.BackendChoice;
import io.cellos.cli.settings.Key;
import io.cellos.cli.terminal.Interrupts;
import io.cellos.model.CellDescription;
import io.cellos.model.CellName;
import io.cellos.model.InvalidInputException;
import io.cellos.model.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Opens a SOCKS5 proxy into a cell. */
@Command(
    name = "proxy",
    description = {
      "Opens a SOCKS5 proxy into the cell, until Ctrl-C.",
      "It listens on localhost, and reaches the cell's nodes and load balancers, such as those that cell list shows. The port is 1234, or what PROXY_PORT in the environment or proxy-port in the settings file says."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  cell proxy demo",
      "  PROXY_PORT=1235 cell proxy demo nucleus",
      "  curl --socks5-hostname localhost:1234 http://ADDRESS-OF-LIST/exhibitor/v1/cluster/list"
    })
public final class ProxyCommand implements Callable<Integer> {
  private static final String USUAL_PORT = "1234";

  private final BackendChoice backends;
  private final Output output;
  private final Interrupts interrupts;

  @Mixin CommonOptions common;

  @Parameters(index = "0", paramLabel = "NAME", description = "The cell.")
  CellName name;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "ROLE",
      completionCandidates = RoleNames.class,
      description = "Go through nodes of this group: ${COMPLETION-CANDIDATES}.")
  Role role;

  public ProxyCommand(BackendChoice backends, Output output, Interrupts interrupts) {
    this.backends = backends;
    this.output = output;
    this.interrupts = interrupts;
  }

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = backends.settings(common.choice());
    int port = port(settings.get(Key.PROXY_PORT.toString()).orElse(USUAL_PORT));
    Backend backend = common.open(backends);
    CellDescription cell = backend.describe(name);
    checkFree(port);
    CountDownLatch end = new CountDownLatch(1);
    try (OpenProxy proxy = backend.proxy(name, Optional.ofNullable(role), port);
        Interrupts.Registration registration =
            interrupts.onInterrupt(
                () -> {
                  proxy.close();
                  end.countDown();
                })) {
      output.line("SOCKS5 proxy into cell %s on localhost:%d".formatted(name, proxy.port()));
      example(cell)
          .ifPresent(
              url ->
                  output.line(
                      "  curl --socks5-hostname localhost:%d %s".formatted(proxy.port(), url)));
      output.line(
          "  a browser: set its SOCKS v5 host to localhost:%d and let it resolve names there"
              .formatted(proxy.port()));
      output.line("Ctrl-C ends it.");
      end.await();
    }
    return ExitCode.DONE.status();
  }

  /** By its address, as names of nodes are not known everywhere; empty while nothing serves it. */
  private static Optional<String> example(CellDescription cell) {
    return Optional.ofNullable(cell.gateway().get("zookeeper"))
        .map(url -> url + "/exhibitor/v1/cluster/status");
  }

  private static int port(String text) {
    if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65535) {
      throw new InvalidInputException(
          "PROXY_PORT is \"" + text + "\", which is not a port: set it to 1 to 65535");
    }
    return Integer.parseInt(text);
  }

  /** Says who to ask about a taken port; a backend's own check would not know of the variable. */
  private static void checkFree(int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      probe.setReuseAddress(true);
    } catch (IOException e) {
      throw CellException.failed(
          "can't listen on localhost:" + port + ": " + e.getMessage(),
          "choose another port, such as PROXY_PORT=%d; who has this one: ss -ltnp 'sport = :%d'"
              .formatted(port == 65535 ? 1234 : port + 1, port),
          e);
    }
  }
}
