/** What a master decides: events in, effects out; no I/O, no clock. */
package io.cellos.mesos.master.core;
