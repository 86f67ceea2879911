package io.cellos.marathon.model;

import java.util.Optional;

/** How far a task may go beyond its resources; infinity is {@code unlimited}. */
public record ResourceLimits(Optional<Double> cpus, Optional<Double> mem) {}
