package io.cellos.marathon.model;

/**
 * Something wrong in what a client sent.
 *
 * @param path where, such as {@code /container/volumes(0)/mode}; {@code /} is the whole object
 */
public record Problem(String path, String message) {
  public static final String WHOLE = "/";

  /** The same problem seen from outside of the part at the prefix. */
  public Problem below(String prefix) {
    return new Problem(path.equals(WHOLE) ? prefix : prefix + path, message);
  }
}
