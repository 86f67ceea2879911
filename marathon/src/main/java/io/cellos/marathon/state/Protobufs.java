package io.cellos.marathon.state;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.io.UncheckedIOException;
import java.util.Base64;

/** Mesos' messages inside JSON. */
final class Protobufs {
  private Protobufs() {}

  static String write(MessageLite message) {
    return Base64.getEncoder().encodeToString(message.toByteArray());
  }

  static <T> T read(Parser<T> parser, String text) {
    try {
      return parser.parseFrom(Base64.getDecoder().decode(text));
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
  }
}
