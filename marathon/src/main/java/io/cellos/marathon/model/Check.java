package io.cellos.marathon.model;

import java.time.Duration;
import java.util.Optional;

/** Something that is looked at in a task, without consequence. */
public record Check(Probe probe, Duration interval, Duration timeout, Duration delay) {
  /** What is looked at. */
  public sealed interface Probe {
    /** The status code of an answer. */
    record Http(
        Optional<Integer> port,
        Optional<PortReference> portReference,
        Optional<String> path,
        boolean https)
        implements Probe {}

    /** Whether the port accepts connections. */
    record Tcp(Optional<Integer> port, Optional<PortReference> portReference) implements Probe {}

    /** The exit status of a command. */
    record Exec(Command command) implements Probe {}
  }
}
