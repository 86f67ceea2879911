package io.cellos.model;

import java.time.Instant;

/** One line of {@code cell list}; the JSON of {@code cell list -o json} is an array of these. */
public record CellSummary(
    String cell,
    String backend,
    String region,
    String version,
    CellStatus status,
    Instant created) {}
