package io.cellos.base.error;

/**
 * A failure that a user can understand: what happened and what to do next. Anything else that
 * escapes is a bug.
 */
public final class CellException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ExitCode exitCode;
  private final String nextStep;

  /**
   * @param cause one sentence without a final full stop, for example {@code cell demo exists}
   * @param nextStep what to do now, ideally a command to paste; may be empty
   */
  public CellException(ExitCode exitCode, String cause, String nextStep) {
    this(exitCode, cause, nextStep, null);
  }

  public CellException(ExitCode exitCode, String cause, String nextStep, Throwable origin) {
    super(cause, origin);
    this.exitCode = exitCode;
    this.nextStep = nextStep;
  }

  /** An ordinary failure, exit code 1. */
  public static CellException failed(String cause, String nextStep) {
    return new CellException(ExitCode.FAILED, cause, nextStep);
  }

  public static CellException failed(String cause, String nextStep, Throwable origin) {
    return new CellException(ExitCode.FAILED, cause, nextStep, origin);
  }

  public ExitCode exitCode() {
    return exitCode;
  }

  public String nextStep() {
    return nextStep;
  }
}
