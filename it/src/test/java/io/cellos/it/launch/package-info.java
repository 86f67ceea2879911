/** The launcher script, with a JDK and a Maven that only say how they were called. */
package io.cellos.it.launch;
