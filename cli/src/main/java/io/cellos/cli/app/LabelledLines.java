package io.cellos.cli.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Puts a label before each line; a line is passed on when it is complete. */
final class LabelledLines extends OutputStream {
  private final byte[] label;
  private final OutputStream out;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  LabelledLines(String label, OutputStream out) {
    this.label = (label + " | ").getBytes(StandardCharsets.UTF_8);
    this.out = out;
  }

  @Override
  public void write(int value) throws IOException {
    if (line.size() == 0) {
      line.writeBytes(label);
    }
    line.write(value);
    if (value == '\n') {
      line.writeTo(out);
      line.reset();
    }
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }
}
