/** Stand-ins that tests of the local backend start as real processes. */
package io.cellos.backend.local.testing;
