package io.cellos.mesos.master.core.view;

import io.cellos.protocols.mesos.Resources;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.quota.Protos.QuotaConfig;

/**
 * A role.
 *
 * @param frameworks that are in it or still use something of it
 * @param allocated used by tasks and executors; with the offers it is what the role holds
 * @param reserved on all agents, used or not
 * @param consumed what counts against its quota, by name of the resource
 */
public record RoleView(
    String name,
    double weight,
    List<FrameworkID> frameworks,
    Resources allocated,
    Resources offered,
    Resources reserved,
    Optional<QuotaConfig> quota,
    Map<String, Double> consumed) {}
