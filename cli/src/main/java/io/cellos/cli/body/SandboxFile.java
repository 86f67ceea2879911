package io.cellos.cli.body;

import io.cellos.protocols.mesos.Endpoint;
import io.cellos.protocols.mesos.FilesClient;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * A file of a sandbox, passed on as it grows. A file that got shorter was rotated, and is read from
 * its begin again.
 */
public final class SandboxFile {
  private final FilesClient agent;
  private final List<String> places;
  private Optional<String> found = Optional.empty();
  private long offset;

  private SandboxFile(FilesClient agent, List<String> places) {
    this.agent = agent;
    this.places = places;
  }

  /** A file of a task whose agent is known. */
  public static SandboxFile of(Body body, TaskView task, String file) {
    return of(
        body.agent(task.agent().host(), task.agent().port()),
        task.framework().id(),
        task.executor(),
        task.id(),
        file);
  }

  /**
   * A file of a task.
   *
   * @param executor null for a task that is a command
   * @param file such as {@code stdout}
   */
  static SandboxFile of(
      Endpoint agent, String framework, String executor, String task, String file) {
    String sandbox = FilesClient.sandbox(framework, executor == null ? task : executor);
    // tasks of a group have directories of their own; an executor of the framework's keeps one
    return new SandboxFile(
        new FilesClient(agent),
        executor == null
            ? List.of(sandbox + "/" + file)
            : List.of(sandbox + "/tasks/" + task + "/" + file, sandbox + "/" + file));
  }

  /**
   * Passes on what is there and has not been passed on yet.
   *
   * @return whether there is such a file by now
   */
  public boolean passOn(OutputStream to) throws IOException {
    Optional<FilesClient.Part> part = read();
    while (part.isPresent() && !part.get().data().isEmpty()) {
      part.get().data().writeTo(to);
      offset += part.get().data().size();
      part = read();
    }
    to.flush();
    if (part.isPresent() && part.get().size() < offset) {
      offset = 0;
    }
    return part.isPresent();
  }

  private Optional<FilesClient.Part> read() throws IOException {
    if (found.isPresent()) {
      return agent.read(found.get(), offset);
    }
    for (String place : places) {
      Optional<FilesClient.Part> part = agent.read(place, offset);
      if (part.isPresent()) {
        found = Optional.of(place);
        return part;
      }
    }
    return Optional.empty();
  }
}
