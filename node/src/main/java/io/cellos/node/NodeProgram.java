package io.cellos.node;

import io.cellos.base.error.CellException;
import io.cellos.base.error.ExitCode;
import io.cellos.base.files.AtomicFiles;
import io.cellos.base.lifecycle.Logs;
import io.cellos.base.process.JavaCommand;
import io.cellos.base.time.Durations;
import io.cellos.coordination.SharedStores;
import io.cellos.model.InvalidInputException;
import io.cellos.node.command.ZkBarrier;
import io.cellos.node.command.ZkListNodes;
import io.cellos.nucleus.Barrier;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** What a node program does with its arguments; the same wherever the node is. */
public final class NodeProgram {
  private static final String USAGE =
      """
      usage: NodeMain run
             NodeMain zk-list-nodes
             NodeMain zk-barrier [--timeout DURATION]\
      """;

  /** What runs beside a node because of where it is. */
  @FunctionalInterface
  public interface Companions {
    /** A node that is its own world. */
    Companions NONE = node -> {};

    /** Starts them and gives them to the node to close; called once, after the node started. */
    void join(Node node);
  }

  private NodeProgram() {}

  /**
   * Runs until the work is done; a node runs until it is ended by a signal.
   *
   * @param arguments see the usage
   */
  public static ExitCode run(
      Companions companions,
      String[] arguments,
      Map<String, String> environment,
      PrintStream out,
      PrintStream err) {
    try {
      if (arguments.length > 0 && arguments[0].equals("zk-barrier")) {
        return ZkBarrier.run(barrier(environment), timeout(arguments), err);
      }
      return switch (String.join(" ", arguments)) {
        case "run" -> serve(environment, companions);
        case "zk-list-nodes" -> ZkListNodes.run(barrier(environment), out, err);
        default -> throw new InvalidInputException(USAGE);
      };
    } catch (InvalidInputException e) {
      e.problems().forEach(err::println);
      return ExitCode.WRONG_USAGE;
    } catch (CellException e) {
      err.println(e.getMessage());
      err.println("next: " + e.nextStep());
      return e.exitCode();
    } catch (IOException e) {
      err.println(e);
      return ExitCode.FAILED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.FAILED;
    }
  }

  /** Returns only if the node can't start: it ends by a signal. */
  private static ExitCode serve(Map<String, String> environment, Companions companions)
      throws IOException, InterruptedException {
    NodeSettings settings = NodeSettings.of(environment);
    AtomicFiles.directory(settings.logs());
    Logs.toFile(settings.logs().resolve("node.log"));
    Node node = Node.start(settings, JavaCommand.current());
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(node::close));
    companions.join(node);
    new CountDownLatch(1).await();
    return ExitCode.DONE;
  }

  private static Barrier barrier(Map<String, String> environment) throws IOException {
    String shared = environment.get("CELL_SHARED");
    if (shared == null) {
      throw new InvalidInputException("CELL_SHARED is not set: run this on a node of a cell");
    }
    return Barrier.on(SharedStores.open(URI.create(shared)));
  }

  private static Optional<Duration> timeout(String[] arguments) {
    if (arguments.length == 3 && arguments[1].equals("--timeout")) {
      return Optional.of(Durations.parse(arguments[2]));
    }
    if (arguments.length == 1) {
      return Optional.empty();
    }
    throw new InvalidInputException(USAGE);
  }
}
