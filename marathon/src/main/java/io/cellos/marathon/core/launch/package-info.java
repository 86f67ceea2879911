/** What is launched on which offer, and how Mesos is told. */
package io.cellos.marathon.core.launch;
