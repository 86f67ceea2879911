/** Exhibitor's REST, answered from what this node knows about the ensemble. */
package io.cellos.nucleus.api;
