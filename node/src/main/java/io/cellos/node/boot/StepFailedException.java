package io.cellos.node.boot;

/** A boot step did not do its work; the message says why and where to look. */
public final class StepFailedException extends Exception {
  private static final long serialVersionUID = 1;

  public StepFailedException(String message) {
    super(message);
  }
}
