package io.cellos.mesos.link;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Parser;
import io.cellos.protocols.mesos.WireException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Takes the parts of a message one after another. */
public final class PartReader {
  private final CodedInputStream in;
  private final char type;

  public PartReader(byte[] bytes) throws WireException {
    if (bytes.length == 0) {
      throw new WireException("empty message");
    }
    type = (char) bytes[0];
    in = CodedInputStream.newInstance(bytes, 1, bytes.length - 1);
  }

  public char type() {
    return type;
  }

  private interface Read<T> {
    T from(CodedInputStream in) throws IOException;
  }

  private <T> T read(Read<T> read) throws WireException {
    try {
      return read.from(in);
    } catch (IOException e) {
      throw new WireException("malformed message of type " + type, e);
    }
  }

  public <T> T part(Parser<T> parser) throws WireException {
    return read(from -> parser.parseFrom(from.readBytes()));
  }

  public <T> List<T> parts(Parser<T> parser) throws WireException {
    int count = number();
    if (count < 0) {
      throw new WireException("malformed message of type " + type);
    }
    List<T> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) { // ends at the end of the bytes, however large the count
      parts.add(part(parser));
    }
    return parts;
  }

  public String text() throws WireException {
    return read(CodedInputStream::readString);
  }

  public ByteString data() throws WireException {
    return read(CodedInputStream::readBytes);
  }

  public int number() throws WireException {
    return read(CodedInputStream::readInt32);
  }
}
