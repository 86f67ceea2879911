package io.cellos.mesos.master.core;

import io.cellos.mesos.master.core.allocation.Allocator;
import io.cellos.mesos.master.core.state.Agents;
import io.cellos.mesos.master.core.state.Cluster;
import io.cellos.mesos.master.core.state.Counters;
import io.cellos.mesos.master.core.state.Frameworks;
import org.apache.mesos.v1.Protos.MasterInfo;

/** What all parts of the core read and write. */
record Books(
    MasterInfo self,
    MasterSettings settings,
    Names names,
    Frameworks frameworks,
    Agents agents,
    Cluster cluster,
    Allocator allocator,
    Counters counters,
    Timers timers,
    Outbox out) {

  static Books of(MasterInfo self, MasterSettings settings) {
    Frameworks frameworks = new Frameworks(settings.retention().completedFrameworks());
    Agents agents = new Agents();
    Allocator allocator = new Allocator();
    Counters counters = new Counters();
    return new Books(
        self,
        settings,
        new Names(self.getId()),
        frameworks,
        agents,
        new Cluster(frameworks, agents, allocator, counters),
        allocator,
        counters,
        new Timers(),
        new Outbox());
  }
}
