package io.cellos.backend.aws.change;

import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.client.AwsFailures;
import io.cellos.backend.aws.stack.CellStack;
import io.cellos.backend.aws.view.CellStore;
import io.cellos.backend.aws.view.Groups;
import io.cellos.base.error.CellException;
import io.cellos.base.error.ExitCode;
import io.cellos.coordination.BodyPlan;
import io.cellos.coordination.SharedStore;
import io.cellos.model.BodySpec;
import io.cellos.model.CellName;
import io.cellos.model.CellSpec;
import io.cellos.model.Engine;
import io.cellos.model.Role;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;

/**
 * Sets the size of a group. Who leaves is drained by the group's lifecycle hook. The stack is not
 * touched: the next update passes on the size that it finds.
 */
public final class Scaling {
  private final AwsClients clients;

  public Scaling(AwsClients clients) {
    this.clients = clients;
  }

  /** Returns once the group works on it; done again, it continues. */
  public void scale(CellName name, Role role, int size) {
    role.checkSize(size);
    CellStack stack = Stable.require(CellStack.existing(clients, name), "scale the " + role);
    AutoScalingGroup group =
        Groups.find(clients, stack, role)
            .orElseThrow(
                () ->
                    CellException.failed(
                        "cell " + name + " has no group of role " + role,
                        "bring it up to date with: cell update " + name));
    checkLimits(group, role, size);
    if (role == Role.STATELESS_BODY && stack.engine() == Engine.APACHE_MESOS) {
      tellBody(name, stack, size);
    }
    if (role == Role.NUCLEUS && size < group.desiredCapacity()) {
      new NucleusShrink(clients).shrink(name, size);
    } else if (size != group.desiredCapacity()) {
      AwsFailures.explained(
          "scale the %s of cell %s to %d".formatted(role, name, size),
          () ->
              clients
                  .autoScaling()
                  .setDesiredCapacity(
                      b ->
                          b.autoScalingGroupName(group.autoScalingGroupName())
                              .desiredCapacity(size)
                              .honorCooldown(false)));
    }
  }

  /** Masters that decide by majority need to know how many they are. */
  private void tellBody(CellName name, CellStack stack, int size) {
    SharedStore store = CellStore.of(clients, stack);
    try {
      BodySpec body = BodyPlan.read(store).spec();
      new CellSpec(name, Map.of(Role.STATELESS_BODY, size), List.of(), body); // checks it
      new BodyPlan(body, size).write(store);
    } catch (IOException e) {
      throw CellException.failed(
          "can't write the body's plan: " + e.getMessage(), "scale again", e);
    }
  }

  private static void checkLimits(AutoScalingGroup group, Role role, int size) {
    if (size < group.minSize() || size > group.maxSize()) {
      throw new CellException(
          ExitCode.WRONG_USAGE,
          "the %s can have %d to %d nodes, not %d"
              .formatted(role, group.minSize(), group.maxSize(), size),
          "choose a size in between");
    }
  }
}
