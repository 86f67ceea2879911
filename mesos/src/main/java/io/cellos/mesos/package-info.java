/** Mesos' v1 API without Mesos: a master and an agent, two programs of one cell's body. */
package io.cellos.mesos;
