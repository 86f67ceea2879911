package io.cellos.mesos.agent.api;

import com.google.protobuf.ByteString;
import io.cellos.protocols.mesos.RecordIo;
import io.cellos.protocols.mesos.Wire;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.mesos.v1.agent.Protos.ProcessIO;

/** What a container prints, as records, while it does. */
final class OutputTail {
  private static final int CHUNK = 32 << 10;
  private static final long PAUSE_MILLIS = 50;

  private final Path sandbox;
  private final Wire wire;
  private final OutputStream out;
  private long stdoutAt;
  private long stderrAt;

  /**
   * @param fromNow whether what was printed before is left out
   */
  OutputTail(Path sandbox, boolean fromNow, Wire wire, OutputStream out) throws IOException {
    this.sandbox = sandbox;
    this.wire = wire;
    this.out = out;
    if (fromNow) {
      stdoutAt = size("stdout");
      stderrAt = size("stderr");
    }
  }

  private long size(String name) throws IOException {
    Path file = sandbox.resolve(name);
    return Files.exists(file) ? Files.size(file) : 0;
  }

  /** Returns when the container has ended and all is written. */
  void run(BooleanSupplier ended) throws IOException, InterruptedException {
    while (true) {
      boolean last = ended.getAsBoolean();
      long before = stdoutAt + stderrAt;
      stdoutAt = copy("stdout", stdoutAt, ProcessIO.Data.Type.STDOUT);
      stderrAt = copy("stderr", stderrAt, ProcessIO.Data.Type.STDERR);
      if (stdoutAt + stderrAt > before) {
        out.flush();
      } else if (last) {
        return;
      } else {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    }
  }

  private long copy(String name, long from, ProcessIO.Data.Type type) throws IOException {
    Path file = sandbox.resolve(name);
    if (!Files.exists(file)) {
      return from;
    }
    try (FileChannel channel = FileChannel.open(file)) {
      long at = Math.min(from, channel.size()); // it was rotated
      ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
      for (int count = channel.read(buffer, at); count > 0; count = channel.read(buffer, at)) {
        at += count;
        ProcessIO.Builder data = ProcessIO.newBuilder().setType(ProcessIO.Type.DATA);
        data.getDataBuilder().setType(type).setData(ByteString.copyFrom(buffer.flip()));
        out.write(RecordIo.frame(wire.write(data.build())));
        buffer.clear();
      }
      return at;
    }
  }
}
