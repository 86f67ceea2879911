/** How a boot goes, as state, events and effects: no I/O, no clock, no threads. */
package io.cellos.node.core;
