/** How cells look to people and to programs. */
package io.cellos.cli.output;
