/** The {@code cell} program: its assembly, and the one place where failures become exit codes. */
package io.cellos.cli;
