package io.cellos.mesos.link;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Appends the parts of a message. */
public final class PartWriter {
  private final ByteString.Output bytes = ByteString.newOutput(256);
  private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

  public PartWriter(char type) {
    bytes.write(type);
  }

  private interface Write {
    void to(CodedOutputStream out) throws IOException;
  }

  private PartWriter write(Write write) {
    try {
      write.to(out);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
  }

  public PartWriter part(MessageLite part) {
    return write(to -> to.writeMessageNoTag(part));
  }

  public PartWriter parts(List<? extends MessageLite> parts) {
    number(parts.size());
    parts.forEach(this::part);
    return this;
  }

  public PartWriter text(String text) {
    return write(to -> to.writeStringNoTag(text));
  }

  public PartWriter data(ByteString data) {
    return write(to -> to.writeBytesNoTag(data));
  }

  public PartWriter number(int number) {
    return write(to -> to.writeInt32NoTag(number));
  }

  public byte[] bytes() {
    write(CodedOutputStream::flush);
    return bytes.toByteString().toByteArray();
  }
}
