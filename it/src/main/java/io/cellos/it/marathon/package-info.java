/** Apps of a cell under test, and load on them. */
package io.cellos.it.marathon;
