/** Mesos' v1 executor API. */
package io.cellos.mesos.agent.executor;
