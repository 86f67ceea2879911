/** What an agent decides: events in, effects out; no I/O, no clock. */
package io.cellos.mesos.agent.core;
