/** The agent's files as others see them: browsing, rotation of logs, garbage collection. */
package io.cellos.mesos.agent.files;
