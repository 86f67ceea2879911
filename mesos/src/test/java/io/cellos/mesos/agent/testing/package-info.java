/** A master for tests of agents. */
package io.cellos.mesos.agent.testing;
