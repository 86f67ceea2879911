package io.cellos.mesos.master.core.allocation;

import io.cellos.protocols.mesos.Resources;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.FrameworkID;

/** Resources of one agent that are a framework's from now on, until released. */
public record Grant(FrameworkID framework, String role, AgentID agent, Resources resources) {}
