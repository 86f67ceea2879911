/** Peers that tests run for real: a local AWS endpoint. */
package io.cellos.base.testing;
