/** Making a cell: what is checked first, the steps, what it would cost, and its files to keep. */
package io.cellos.backend.aws.create;
