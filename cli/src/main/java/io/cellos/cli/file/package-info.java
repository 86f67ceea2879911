/** The cell file that {@code cell create -f} reads; decoded strictly, apart from the model. */
package io.cellos.cli.file;
