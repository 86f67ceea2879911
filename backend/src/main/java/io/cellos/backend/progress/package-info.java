/**
 * Following a cell until it is as wanted: what its nodes do, what they wait for, what took long.
 */
package io.cellos.backend.progress;
