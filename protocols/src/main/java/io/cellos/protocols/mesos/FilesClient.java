package io.cellos.protocols.mesos;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.FileInfo;
import org.apache.mesos.v1.agent.Protos.Call;
import org.apache.mesos.v1.agent.Protos.Response;

/**
 * Files that an agent lets be read, such as those of sandboxes. Goes through the operator API,
 * because there bytes are bytes: the classic {@code /files/read} breaks characters at the seams.
 */
public final class FilesClient {
  private static final int NOT_FOUND = 404;

  private final OperatorClient agent;

  public FilesClient(Endpoint agent) {
    this.agent = new OperatorClient(agent, Wire.PROTOBUF);
  }

  /**
   * The path of a sandbox, for agents of any work directory.
   *
   * @param executor for a command task the task's id
   */
  public static String sandbox(String framework, String executor) {
    return "/frameworks/" + framework + "/executors/" + executor + "/runs/latest";
  }

  /**
   * A part of a file.
   *
   * @param size of the whole file by now
   */
  public record Part(ByteString data, long size) {}

  /**
   * Reads from the offset as much as the agent likes to send at once; nothing at or behind the end.
   *
   * @return empty if there is no such file
   */
  public Optional<Part> read(String path, long offset) throws IOException {
    Call.ReadFile read = Call.ReadFile.newBuilder().setPath(path).setOffset(offset).build();
    return found(Call.newBuilder().setType(Call.Type.READ_FILE).setReadFile(read))
        .map(answer -> new Part(answer.getReadFile().getData(), answer.getReadFile().getSize()));
  }

  /** The files of a directory; empty if there is no such one. */
  public Optional<List<FileInfo>> list(String path) throws IOException {
    Call.ListFiles list = Call.ListFiles.newBuilder().setPath(path).build();
    return found(Call.newBuilder().setType(Call.Type.LIST_FILES).setListFiles(list))
        .map(answer -> answer.getListFiles().getFileInfosList());
  }

  private Optional<Response> found(Call.Builder call) throws IOException {
    try {
      return Optional.of(agent.call(call.build()));
    } catch (CallRefusedException e) {
      if (e.status() == NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
