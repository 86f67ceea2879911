/** What an agent keeps on disk, so that its next start finds its tasks. */
package io.cellos.mesos.agent.checkpoint;
