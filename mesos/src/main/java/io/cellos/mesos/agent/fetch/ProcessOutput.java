package io.cellos.mesos.agent.fetch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What a process prints; a failure if it fails. */
final class ProcessOutput extends FilterInputStream {
  private final Process process;

  ProcessOutput(Process process) {
    super(process.getInputStream());
    this.process = process;
  }

  @Override
  public int read() throws IOException {
    return checked(super.read());
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    return checked(super.read(into, offset, length));
  }

  private int checked(int result) throws IOException {
    try {
      if (result < 0 && process.waitFor() != 0) {
        String why = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        throw new FetchException(why.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return result;
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    super.close();
  }
}
