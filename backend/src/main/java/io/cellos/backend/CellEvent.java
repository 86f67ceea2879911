package io.cellos.backend;

import java.time.Instant;

/**
 * Something that happened in a cell.
 *
 * @param source who says so: {@code controller}, {@code nucleus-1}, {@code lb/zookeeper} …
 */
public record CellEvent(Instant at, String source, String message) {}
