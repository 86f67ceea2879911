package io.cellos.mesos.master.core.constraint;

/** Constraints that can't be. */
public final class ConstraintException extends Exception {
  private static final long serialVersionUID = 1L;

  ConstraintException(String message) {
    super(message);
  }
}
