/** Who belongs to the ensemble, as recorded in the shared store. */
package io.cellos.nucleus.membership;
