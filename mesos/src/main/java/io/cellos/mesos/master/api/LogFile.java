package io.cellos.mesos.master.api;

import com.google.protobuf.ByteString;
import io.cellos.mesos.http.Refusal;
import io.helidon.http.Status;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Optional;
import org.apache.mesos.v1.Protos.FileInfo;
import org.apache.mesos.v1.Protos.TimeInfo;
import org.apache.mesos.v1.master.Protos.Call;
import org.apache.mesos.v1.master.Protos.Response;

/** The one file that a master shows: its log, under a name of its own. */
record LogFile(Optional<Path> file) {
  private static final String NAME = "/master/log";

  /** Sixteen pages of memory, as in Mesos. */
  private static final int MOST_BYTES = 16 * 4096;

  Response.ListFiles list(String path) throws IOException {
    Path log = find(path);
    PosixFileAttributes attributes = Files.readAttributes(log, PosixFileAttributes.class);
    return Response.ListFiles.newBuilder()
        .addFileInfos(
            FileInfo.newBuilder()
                .setPath(NAME)
                .setNlink(1)
                .setSize(attributes.size())
                .setMtime(
                    TimeInfo.newBuilder()
                        .setNanoseconds(attributes.lastModifiedTime().toMillis() * 1_000_000))
                .setMode((Integer) Files.getAttribute(log, "unix:mode"))
                .setUid(attributes.owner().getName())
                .setGid(attributes.group().getName()))
        .build();
  }

  Response.ReadFile read(Call.ReadFile call) throws IOException {
    Path log = find(call.getPath());
    try (SeekableByteChannel in = FileChannel.open(log)) {
      long size = in.size();
      if (call.getOffset() < 0 || call.getOffset() > size) {
        throw Refusal.malformed("Offset outside file bounds");
      }
      long wanted = call.hasLength() ? call.getLength() : MOST_BYTES;
      long most = wanted < 0 ? MOST_BYTES : Math.min(wanted, MOST_BYTES); // unsigned
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(most, size - call.getOffset()));
      in.position(call.getOffset());
      int last = 0;
      while (bytes.hasRemaining() && last >= 0) { // the file may have become shorter
        last = in.read(bytes);
      }
      return Response.ReadFile.newBuilder()
          .setSize(size)
          .setData(ByteString.copyFrom(bytes.flip()))
          .build();
    }
  }

  private Path find(String path) {
    return file.filter(log -> path.equals(NAME) && Files.isRegularFile(log))
        .orElseThrow(() -> new Refusal(Status.NOT_FOUND_404, "Failed to find path " + path));
  }
}
