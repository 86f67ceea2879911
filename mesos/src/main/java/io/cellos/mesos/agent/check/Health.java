package io.cellos.mesos.agent.check;

/**
 * News of a task's health.
 *
 * @param consecutiveFailures 0 if it is healthy
 * @param kill it has failed too often
 */
public record Health(boolean healthy, int consecutiveFailures, boolean kill) {}
