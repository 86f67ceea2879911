package io.cellos.mesos.agent.container.docker;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Two streams of output in one: each frame tells its stream and length. */
final class Frames {
  private static final int STDERR = 2;
  private static final int MOST = 64 << 20;

  private final DataInputStream in;

  Frames(InputStream in) {
    this.in = new DataInputStream(in);
  }

  /** A part of one of the streams. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Frame(boolean error, byte[] content) {}

  /** The next one; null at the end. */
  Frame next() throws IOException {
    int stream = in.read();
    if (stream < 0) {
      return null;
    }
    in.skipNBytes(3);
    int length = in.readInt();
    if (length < 0 || length > MOST) {
      throw new IOException("a frame of " + length + " bytes");
    }
    byte[] content = in.readNBytes(length);
    if (content.length < length) {
      throw new EOFException("the answer ended early");
    }
    return new Frame(stream == STDERR, content);
  }
}
