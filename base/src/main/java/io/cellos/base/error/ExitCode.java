package io.cellos.base.error;

/** How a run of the {@code cell} command ended, as its exit status. */
public enum ExitCode {
  DONE(0),
  FAILED(1),
  WRONG_USAGE(2),
  NO_SUCH_CELL(3),
  TIMED_OUT(4),
  /** A confirmation was needed and not given. */
  REFUSED(5);

  private final int status;

  ExitCode(int status) {
    this.status = status;
  }

  /** The process exit status, 0 to 5. */
  public int status() {
    return status;
  }
}
