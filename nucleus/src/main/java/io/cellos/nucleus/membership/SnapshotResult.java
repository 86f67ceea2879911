package io.cellos.nucleus.membership;

/**
 * What became of a request for a snapshot.
 *
 * @param name the snapshot's name, or null if it failed
 * @param failure why it failed, or null
 */
public record SnapshotResult(String name, String failure) {}
