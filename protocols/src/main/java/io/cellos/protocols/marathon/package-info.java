/** A client of Marathon's REST API. */
package io.cellos.protocols.marathon;
