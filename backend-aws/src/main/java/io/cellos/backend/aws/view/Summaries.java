package io.cellos.backend.aws.view;

import io.cellos.backend.aws.client.AtOnce;
import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.stack.CellStack;
import io.cellos.base.error.CellException;
import io.cellos.model.CellSummary;
import io.cellos.model.Role;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;

/** Lists the cells of the region. */
public final class Summaries {
  private final AwsClients clients;
  private final Describer describer;

  public Summaries(AwsClients clients) {
    this.clients = clients;
    this.describer = new Describer(clients);
  }

  /** By name; stacks that are no cell's are left out. */
  public List<CellSummary> list() {
    try (AtOnce calls = new AtOnce()) {
      Supplier<Map<String, Map<Role, AutoScalingGroup>>> groups =
          calls.begin(() -> Groups.findAll(clients));
      List<Supplier<CellSummary>> cells =
          CellStack.all(clients).stream()
              .map(stack -> calls.begin(() -> summary(stack, groups)))
              .toList();
      return cells.stream()
          .map(Supplier::get)
          .sorted(Comparator.comparing(CellSummary::cell))
          .toList();
    }
  }

  private CellSummary summary(
      CellStack stack, Supplier<Map<String, Map<Role, AutoScalingGroup>>> groups) {
    Map<Role, AutoScalingGroup> own = groups.get().getOrDefault(stack.cell().value(), Map.of());
    return describer.describe(look(stack, own)).summary();
  }

  /** One cell whose bucket can't be read must not hide the others; it is not complete, then. */
  private Look look(CellStack stack, Map<Role, AutoScalingGroup> groups) {
    try {
      return Look.atHealth(clients, stack, groups);
    } catch (CellException e) {
      return new Look(stack, groups, Map.of(), Map.of(), Map.of(), System.nanoTime());
    }
  }
}
