/** The way to the master that leads. */
package io.cellos.mesos.agent.master;
