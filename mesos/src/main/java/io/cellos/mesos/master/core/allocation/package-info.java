/**
 * Which framework is offered what: fair by dominant resource, within quota. Only agents of which
 * something changed are looked at, and all sums are kept as they change.
 */
package io.cellos.mesos.master.core.allocation;
