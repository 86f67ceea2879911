/** What a master knows while it changes: frameworks, agents, tasks, offers, and their sums. */
package io.cellos.mesos.master.core.state;
