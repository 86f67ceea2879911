package io.cellos.mesos.agent.checkpoint;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import io.cellos.base.error.CellException;
import io.cellos.base.files.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.Resource;

/** Who the agent is, and its resources with what is reserved and kept: on disk when written. */
public final class AgentFiles {
  private final Path directory;

  public AgentFiles(Path directory) throws IOException {
    this.directory = AtomicFiles.directory(directory);
  }

  private Path info() {
    return directory.resolve("agent.info");
  }

  private Path resources() {
    return directory.resolve("resources.info");
  }

  public Optional<AgentInfo> agent() throws IOException {
    return read(info(), AgentInfo.parser());
  }

  public void save(AgentInfo agent) throws IOException {
    AtomicFiles.write(info(), agent.toByteArray());
  }

  /** The next start is a new agent's; its reservations stay with the old one. */
  public void forget() throws IOException {
    Files.deleteIfExists(info());
    Files.deleteIfExists(resources());
  }

  /** As they were saved; nothing if they never were. */
  public List<Resource> savedResources() throws IOException {
    return read(resources(), Offer.Operation.Reserve.parser())
        .map(Offer.Operation.Reserve::getResourcesList)
        .orElse(List.of());
  }

  public void save(List<Resource> total) throws IOException {
    AtomicFiles.write(
        resources(),
        Offer.Operation.Reserve.newBuilder().addAllResources(total).build().toByteArray());
  }

  private static <T> Optional<T> read(Path file, Parser<T> parser) throws IOException {
    try {
      return Optional.of(parser.parseFrom(Files.readAllBytes(file)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (InvalidProtocolBufferException e) {
      throw CellException.failed(
          file + " is damaged", "move it away; the agent then begins as a new one", e);
    }
  }
}
