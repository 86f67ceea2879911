package io.cellos.backend;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A change of a cell that was prepared and shown, and is then applied or discarded. */
public interface PendingUpdate {

  /** What would change, a line each, for people; empty if nothing would. */
  List<String> lines();

  /**
   * Begins the change and returns once the cell works on it by itself.
   *
   * @param notice is told each finished step, one sentence
   */
  void apply(Consumer<String> notice);

  /**
   * Once the cell works on it no more: why the change was taken back; empty if it was made. A cell
   * whose update was taken back runs as before, so that its status does not tell.
   */
  default Optional<String> failure() {
    return Optional.empty();
  }

  /** Leaves the cell as it is and removes what was prepared. */
  void discard();
}
