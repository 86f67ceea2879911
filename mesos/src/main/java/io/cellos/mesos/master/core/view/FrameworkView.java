package io.cellos.mesos.master.core.view;

import io.cellos.protocols.mesos.Resources;
import java.util.List;
import java.util.Set;
import org.apache.mesos.v1.Protos.Task;
import org.apache.mesos.v1.master.Protos.Response.GetExecutors.Executor;
import org.apache.mesos.v1.master.Protos.Response.GetFrameworks.Framework;

/**
 * A framework and all that it has.
 *
 * @param summary with its offers and sums of resources
 * @param tasks not ended, or the end not yet acknowledged
 * @param completed ended and acknowledged, oldest first
 * @param used by tasks and executors
 * @param suppressed the roles for which it wants no offers
 */
public record FrameworkView(
    Framework summary,
    List<Task> tasks,
    List<Task> unreachable,
    List<Task> completed,
    List<Executor> executors,
    Resources used,
    Resources offered,
    Set<String> roles,
    Set<String> suppressed) {}
