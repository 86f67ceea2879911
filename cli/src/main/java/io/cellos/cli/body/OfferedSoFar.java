package io.cellos.cli.body;

import io.cellos.protocols.mesos.Resources;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.mesos.v1.Protos.Offer;

/** Chooses the first offer that fits, and remembers what there was in case none does. */
final class OfferedSoFar {
  private final Resources needs;
  private final Map<String, Resources> byHost = new TreeMap<>();

  OfferedSoFar(Resources needs) {
    this.needs = needs;
  }

  /** An offer and what the task takes of it. */
  record Fit(Offer offer, Resources resources) {}

  Optional<Fit> choose(List<Offer> offers) {
    for (Offer offer : offers) {
      Resources offered = Resources.of(offer.getResourcesList()).unallocate();
      byHost.put(offer.getHostname(), offered);
      Optional<Resources> found =
          offered.filter(resource -> !resource.hasRevocable() && !resource.hasDisk()).find(needs);
      if (found.isPresent()) {
        return Optional.of(new Fit(offer, found.get()));
      }
    }
    return Optional.empty();
  }

  /** For people: why none fits. */
  String report() {
    if (byHost.isEmpty()) {
      return "no agent has offered anything";
    }
    List<String> some =
        byHost.entrySet().stream()
            .limit(3)
            .map(entry -> entry.getKey() + " offered " + amounts(entry.getValue()))
            .toList();
    int more = byHost.size() - some.size();
    return String.join("\n", some) + (more > 0 ? "\nand %d more agents".formatted(more) : "");
  }

  private static String amounts(Resources offered) {
    return offered
        .filter(resource -> resource.hasScalar() && !resource.hasDisk())
        .toUnreserved()
        .toString();
  }
}
