/**
 * What to do next with the ensemble, decided without any input or output: formation, and one step
 * at a time toward the goal.
 */
package io.cellos.nucleus.core;
