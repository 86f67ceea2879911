package io.cellos.node.command;

import io.cellos.base.error.ExitCode;
import io.cellos.nucleus.Barrier;
import java.io.IOException;
import java.io.PrintStream;

/** {@code zk-list-nodes}: prints {@code host:2181,host:2181}, the members of the ensemble. */
public final class ZkListNodes {
  private ZkListNodes() {}

  public static ExitCode run(Barrier barrier, PrintStream out, PrintStream err) throws IOException {
    String nodes = barrier.connectString();
    if (nodes.isEmpty()) {
      err.println("zk-list-nodes: the ensemble has not formed yet; wait for it with: zk-barrier");
      return ExitCode.FAILED;
    }
    out.println(nodes);
    return ExitCode.DONE;
  }
}
