/** Saving the ensemble's data to the shared store and getting it back. */
package io.cellos.nucleus.snapshot;
