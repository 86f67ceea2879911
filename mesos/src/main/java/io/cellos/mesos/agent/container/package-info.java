/** Processes of tasks and executors, which outlive the agent. */
package io.cellos.mesos.agent.container;
