/** Deadlines and durations. */
package io.cellos.base.time;
