/** Health checks and general checks of tasks. */
package io.cellos.mesos.agent.check;
