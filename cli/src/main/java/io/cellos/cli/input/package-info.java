/** What users type, checked before anything uses it. */
package io.cellos.cli.input;
