package io.cellos.protocols.mesos;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.Arrays;
import java.util.Optional;

/** The two encodings of Mesos' HTTP APIs. */
public enum Wire {
  JSON("application/json") {
    @Override
    public byte[] write(Message message) {
      return ProtoJson.bytes(message);
    }

    @Override
    public void read(byte[] bytes, Message.Builder into) throws WireException {
      ProtoJson.merge(bytes, into);
    }
  },
  PROTOBUF("application/x-protobuf") {
    @Override
    public byte[] write(Message message) {
      return message.toByteArray();
    }

    @Override
    public void read(byte[] bytes, Message.Builder into) throws WireException {
      try {
        into.mergeFrom(bytes);
      } catch (InvalidProtocolBufferException e) {
        throw new WireException("Failed to parse body into " + name(into), e);
      }
      ProtoJson.requireComplete(into, "");
    }

    private String name(Message.Builder into) {
      return into.getDescriptorForType().getName() + " protobuf";
    }
  };

  private final String mediaType;

  Wire(String mediaType) {
    this.mediaType = mediaType;
  }

  public String mediaType() {
    return mediaType;
  }

  /** The encoding with exactly this media type; Mesos takes no parameters such as a charset. */
  public static Optional<Wire> of(String mediaType) {
    return Arrays.stream(values()).filter(wire -> wire.mediaType.equals(mediaType)).findFirst();
  }

  public abstract byte[] write(Message message);

  /**
   * @throws WireException if the bytes are malformed or a required field is missing
   */
  public abstract void read(byte[] bytes, Message.Builder into) throws WireException;
}
