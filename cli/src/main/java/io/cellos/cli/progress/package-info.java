/** Showing a cell on its way: redrawn on a terminal, line by line elsewhere, and what took long. */
package io.cellos.cli.progress;
