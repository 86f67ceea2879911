package io.cellos.protocols.mesos;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * RecordIO: each record is its length in decimal digits, a line feed and that many bytes. Source:
 * Mesos' docs/recordio.md.
 */
public final class RecordIo {
  private static final int MAX_DIGITS = 10;

  private RecordIo() {}

  /** The record with its header. */
  public static byte[] frame(byte[] record) {
    byte[] head = (record.length + "\n").getBytes(StandardCharsets.US_ASCII);
    byte[] framed = new byte[head.length + record.length];
    System.arraycopy(head, 0, framed, 0, head.length);
    System.arraycopy(record, 0, framed, head.length, record.length);
    return framed;
  }

  /** Reads one record after another. */
  public static final class Reader {
    private final InputStream in;
    private final int maxBytes;

    /**
     * @param maxBytes a longer record is an error
     */
    public Reader(InputStream in, int maxBytes) {
      this.in = in;
      this.maxBytes = maxBytes;
    }

    /**
     * The next record, or null at the end of the stream.
     *
     * @throws WireException if the header is malformed or the record too long
     * @throws EOFException if the stream ends inside a record
     */
    public byte[] next() throws IOException {
      long length = length();
      if (length < 0) {
        return null;
      }
      if (length > maxBytes) {
        throw new WireException("record of " + length + " bytes, at most " + maxBytes);
      }
      byte[] record = in.readNBytes((int) length);
      if (record.length < length) {
        throw new EOFException("stream ended inside a record");
      }
      return record;
    }

    private long length() throws IOException {
      long length = 0;
      for (int digits = 0; ; digits++) {
        int c = in.read();
        if (c < 0 && digits == 0) {
          return -1;
        }
        if (c < 0) {
          throw new EOFException("stream ended inside a record's length");
        }
        if (c == '\n' && digits > 0) {
          return length;
        }
        if (c < '0' || c > '9' || digits == MAX_DIGITS) {
          throw new WireException("malformed length of a record");
        }
        length = length * 10 + (c - '0');
      }
    }
  }
}
