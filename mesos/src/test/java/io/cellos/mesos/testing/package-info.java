/** Agents and frameworks that are simulated, on real connections. */
package io.cellos.mesos.testing;
