package io.cellos.mesos.master.core.view;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.WeightInfo;
import org.apache.mesos.v1.maintenance.Protos.ClusterStatus;
import org.apache.mesos.v1.maintenance.Protos.Schedule;
import org.apache.mesos.v1.quota.Protos.QuotaConfig;

/**
 * All that a master knows at one moment. Resources are in the form after refinement, those in
 * tasks, executors and offers with their allocation.
 *
 * @param frameworks connected, disconnected or recovered
 * @param counts of the frameworks, in the same order
 * @param completed the latest that ended, oldest first
 * @param recoveredAgents known to the leader before, not yet back
 * @param unreachable since when, by agent id
 * @param gone since when, by agent id
 * @param roles that have a framework, a weight other than 1, a quota or a reservation; by name
 * @param metrics by Mesos' names, for example {@code master/tasks_running}
 */
public record MasterView(
    List<FrameworkView> frameworks,
    List<FrameworkCounts> counts,
    List<FrameworkView> completed,
    List<AgentView> agents,
    List<AgentInfo> recoveredAgents,
    Map<String, Instant> unreachable,
    Map<String, Instant> gone,
    List<RoleView> roles,
    List<QuotaConfig> quotas,
    List<WeightInfo> weights,
    Schedule schedule,
    ClusterStatus maintenance,
    Map<String, Double> metrics) {}
