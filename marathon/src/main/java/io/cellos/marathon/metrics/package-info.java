/** Numbers of this program by the names that Marathon gives them. */
package io.cellos.marathon.metrics;
