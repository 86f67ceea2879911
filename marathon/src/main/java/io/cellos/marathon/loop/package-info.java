/** The thread that a leading Marathon decides in, and what it does with the decisions. */
package io.cellos.marathon.loop;
