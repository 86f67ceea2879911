/** How Mesos is told what to launch. */
package io.cellos.marathon.core.launch.task;
