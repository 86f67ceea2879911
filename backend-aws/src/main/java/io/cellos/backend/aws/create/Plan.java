package io.cellos.backend.aws.create;

import io.cellos.backend.aws.bucket.Seed;
import io.cellos.backend.aws.client.AwsSettings;
import io.cellos.model.CellSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a create would do and what the cell would cost, in lines for people. */
final class Plan {
  private final AwsSettings settings;
  private final Blueprint blueprint;
  private final Seed seed;

  Plan(AwsSettings settings, Blueprint blueprint, Seed seed) {
    this.settings = settings;
    this.blueprint = blueprint;
    this.seed = seed;
  }

  List<String> lines(CellSpec spec, Preflight.Ready ready, KeyPairs keys) {
    if (ready.underWay().isPresent()) {
      return List.of("go on creating cell " + spec.name() + ", which is under way");
    }
    List<String> lines = new ArrayList<>(ready.remarks());
    lines.add(
        "%s bucket %s".formatted(ready.bucket().isOwn() ? "make or use" : "use", ready.bucket()));
    lines.add("make or use key pair %s with %s".formatted(keys.name(), keys.file()));
    settings
        .chosen()
        .get("allowed-networks")
        .ifPresent(networks -> lines.add("let in from outside only " + networks));
    settings
        .chosen()
        .get("keys-instead-of-roles")
        .ifPresent(profile -> lines.add("give the nodes the keys of profile " + profile));
    lines.add("upload the node program and both templates");
    if (!seed.key(ready.bucket()).isEmpty()) {
      lines.add("upload the seed to " + seed.key(ready.bucket()));
    }
    lines.add(
        "create stack %s in zone %s%s"
            .formatted(
                spec.name(),
                ready.zone().orElse("?"),
                settings.chosen().isOn("no-rollback") ? ", keeping the pieces if it fails" : ""));
    blueprint.groups().forEach(group -> lines.add(line(group)));
    lines.add("resources: " + resources());
    lines.addAll(costs());
    return lines;
  }

  private static String line(Blueprint.Group group) {
    return "group %s: %d x %s with %d GiB%s"
        .formatted(
            group.role(), group.size(), group.type(), group.volume(), group.spot() ? ", Spot" : "");
  }

  private String resources() {
    return blueprint.resources().entrySet().stream()
        .map(type -> type.getValue() + " " + shortName(type.getKey()))
        .collect(Collectors.joining(", "));
  }

  /** {@code EC2::VPC} of {@code AWS::EC2::VPC}. */
  private static String shortName(String type) {
    return type.replaceFirst("^AWS::", "");
  }

  private List<String> costs() {
    Prices prices = Prices.ofThisRelease();
    Optional<Prices.Region> region = prices.in(settings.region().id());
    if (region.isEmpty()) {
      return List.of("cost: the prices of " + settings.region() + " are unknown to this release");
    }
    Bill bill = Bill.of(blueprint, region.get());
    List<String> lines = new ArrayList<>();
    bill.items().forEach(item -> lines.add("cost: " + item));
    lines.add(
        String.format(
            Locale.ROOT,
            "cost: about $%.2f an hour, $%.0f for 30 days%s (list prices of %s, without traffic)",
            bill.perHour(),
            bill.per30Days(),
            bill.unknown().isEmpty() ? "" : ", and " + String.join(", ", bill.unknown()),
            prices.asOf()));
    return lines;
  }
}
