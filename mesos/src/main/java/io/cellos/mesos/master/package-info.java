/** The master's program. */
package io.cellos.mesos.master;
