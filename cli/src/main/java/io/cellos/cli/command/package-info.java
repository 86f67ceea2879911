/** One verb a file: arguments in, one call of the backend, output. */
package io.cellos.cli.command;
