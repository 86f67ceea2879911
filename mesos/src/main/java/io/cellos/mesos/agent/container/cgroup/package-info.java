/** Limits of containers by control groups, and what containers use. */
package io.cellos.mesos.agent.container.cgroup;
