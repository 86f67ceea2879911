/** Flags of the programs, written as for Mesos' own. */
package io.cellos.mesos.flags;
