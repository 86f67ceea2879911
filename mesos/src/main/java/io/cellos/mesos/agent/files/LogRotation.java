package io.cellos.mesos.agent.files;

import java.nio.file.Path;

/**
 * Keeps {@code stdout} and {@code stderr} of sandboxes from growing without end: a file that is too
 * big is copied to {@code stdout.1}, older copies move on, and the file is made empty. Writers must
 * have opened it for append. What they write between the end of the copy and the cut is lost: a few
 * lines at most, of a task that writes without pause.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class LogRotation implements AutoCloseable {
  /**
   * What is kept.
   *
   * @param maxBytes of each file; 0 for no limit
   * @param kept older files of each
   */
  public record Settings(long maxBytes, int kept) {
    public static Settings defaults() {
      return new Settings(10_000_000, 5);
    }
  }

  public static LogRotation start(Settings settings) {
    throw new UnsupportedOperationException();
  }

  /** From now on the directory's two files are kept small. */
  public void watch(Path sandbox) {
    throw new UnsupportedOperationException();
  }

  /** No error if it is not watched. */
  public void unwatch(Path sandbox) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
