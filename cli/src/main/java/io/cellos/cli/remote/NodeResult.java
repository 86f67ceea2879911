package io.cellos.cli.remote;

/**
 * What a command did on one node.
 *
 * @param status its exit status
 * @param output what it wrote, standard output and error in the order written
 */
public record NodeResult(String label, int status, String output) {}
