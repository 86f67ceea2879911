/** Mesos' v1 messages on the wire, and the arithmetic of resources that both sides share. */
package io.cellos.protocols.mesos;
