/** What a task needs is brought into its sandbox. */
package io.cellos.mesos.agent.fetch;
