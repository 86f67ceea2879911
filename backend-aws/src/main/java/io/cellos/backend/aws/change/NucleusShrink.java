package io.cellos.backend.aws.change;

import io.cellos.backend.aws.client.AtOnce;
import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.client.AwsFailures;
import io.cellos.backend.aws.view.Describer;
import io.cellos.model.CellDescription;
import io.cellos.model.CellName;
import io.cellos.model.NodeState;
import java.util.List;

/**
 * Takes the newest nodes out of the nucleus. They are named one by one, because a group left to
 * choose would take the oldest; and all at once, so that the ensemble shrinks from one odd size to
 * the next. Each leaves the ensemble before its instance ends.
 */
final class NucleusShrink {
  private final AwsClients clients;

  NucleusShrink(AwsClients clients) {
    this.clients = clients;
  }

  void shrink(CellName name, int size) {
    CellDescription.Group nucleus =
        NucleusCheck.nucleus(new Describer(clients).describe(name), "shrink the nucleus");
    List<CellDescription.Node> staying =
        nucleus.nodes().stream()
            .filter(node -> node.state() != NodeState.STOPPING && node.state() != NodeState.STOPPED)
            .toList();
    AtOnce.run(
        staying.stream()
            .skip(size)
            .map(victim -> (Runnable) () -> terminate(name, victim))
            .toList());
  }

  private void terminate(CellName name, CellDescription.Node victim) {
    AwsFailures.explained(
        "take nucleus-%d (%s) out of cell %s".formatted(victim.index(), victim.id(), name),
        () ->
            clients
                .autoScaling()
                .terminateInstanceInAutoScalingGroup(
                    b -> b.instanceId(victim.id().value()).shouldDecrementDesiredCapacity(true)));
  }
}
