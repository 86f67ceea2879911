package io.cellos.marathon.core.deploy;

import io.cellos.marathon.core.group.GroupRules;
import io.cellos.marathon.core.group.ServicePorts;
import io.cellos.marathon.core.group.Versions;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.InvalidObjectException;
import io.cellos.marathon.model.Timestamp;
import java.util.List;
import java.util.Map;

/**
 * Everything that lies between what somebody wants and the plan for it: ports, versions, rules,
 * steps.
 *
 * @param id the id of the deployment, a UUID
 * @param version later than every version there is
 * @param toKill ids of instances that shall go when their app or pod is scaled
 */
public record RootUpdate(
    String id, Timestamp version, ServicePorts ports, Map<AppId, List<String>> toKill) {

  /**
   * @param from what there is
   * @param wanted what there shall be; its apps may have any versions and ports of 0
   * @return the plan, whose target has its ports and versions; perhaps without steps
   * @throws InvalidObjectException if the whole breaks a rule, or a change is not allowed
   */
  public DeploymentPlan plan(Group from, Group wanted) {
    Group target = Versions.stamp(version, from, ports.assign(from, wanted));
    InvalidObjectException.throwIfAny(GroupRules.check(target));
    DeploymentPlan plan = Planner.plan(id, from, target, version, toKill);
    InvalidObjectException.throwIfAny(ResidentRules.check(plan));
    return plan;
  }
}
