/**
 * What Marathon decides: state and event in, state and effects out. No I/O, no clock, no threads.
 */
package io.cellos.marathon.core;
