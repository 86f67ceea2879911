package io.cellos.marathon.api;

import io.cellos.marathon.core.view.TaskFailure;
import java.net.URI;
import java.util.Optional;

/** Reads what a failed task has left in its sandbox. */
@FunctionalInterface
public interface SandboxExcerpt {
  /** Reads nothing. */
  SandboxExcerpt NONE = (_, _, _) -> Optional.empty();

  /**
   * The end of what the task wrote to its standard error. Takes a second at most; nothing if the
   * agent does not answer, or the sandbox is gone.
   *
   * @param master the leading master's URL
   * @param framework the id of this framework
   */
  Optional<String> read(URI master, String framework, TaskFailure failure)
      throws InterruptedException;
}
