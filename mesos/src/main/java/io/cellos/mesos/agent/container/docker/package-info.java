/** Containers of a Docker engine. */
package io.cellos.mesos.agent.container.docker;
