package io.cellos.backend;

/**
 * One line of a node's log.
 *
 * @param node for example {@code nucleus-1}
 * @param file the log it stands in, for example {@code node} or {@code zookeeper}
 */
public record LogLine(String node, String file, String text) {}
