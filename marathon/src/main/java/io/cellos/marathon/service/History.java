package io.cellos.marathon.service;

import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.RunSpec;
import io.cellos.marathon.model.Timestamp;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The versions of the past that are kept. Everything throws {@link IOException} if ZooKeeper does
 * not answer.
 */
public interface History {
  /** The versions of an app or a pod, newest first, today's included; empty if it is unknown. */
  List<Timestamp> versions(AppId spec) throws IOException, InterruptedException;

  /** An app or a pod as it was. */
  Optional<RunSpec> spec(AppId spec, Timestamp version) throws IOException, InterruptedException;

  /** The versions of everything, newest first. */
  List<Timestamp> rootVersions() throws IOException, InterruptedException;

  /** Everything as it was. */
  Optional<Group> root(Timestamp version) throws IOException, InterruptedException;
}
