package io.cellos.mesos.master.core.view;

import io.cellos.protocols.mesos.Resources;
import org.apache.mesos.v1.master.Protos.Response.GetAgents.Agent;

/**
 * A registered agent.
 *
 * @param summary with total, allocated and offered resources, and its draining
 * @param connected whether its link is up
 * @param used by tasks and executors
 * @param offered to frameworks at this moment
 */
public record AgentView(
    Agent summary, boolean connected, Resources total, Resources used, Resources offered) {}
