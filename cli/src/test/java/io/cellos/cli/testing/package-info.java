/** Running the cell command in a test, with a fake backend behind it. */
package io.cellos.cli.testing;
