package io.cellos.backend.aws.create;

import io.cellos.backend.aws.bucket.CellBucket;
import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.client.AwsFailures;
import io.cellos.backend.aws.stack.CellStack;
import io.cellos.base.error.CellException;
import io.cellos.model.CellSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;

/**
 * What is checked before anything of a new cell exists. Who asks and what stack is there come
 * first; the rest is asked side by side, and all that is wrong is said at once.
 */
public final class Preflight {
  private static final Set<String> UNKNOWN_HERE =
      Set.of("InvalidClientTokenId", "UnrecognizedClientException", "AuthFailure");

  private final AwsClients clients;

  public Preflight(AwsClients clients) {
    this.clients = clients;
  }

  /**
   * What the checks found out.
   *
   * @param underWay the stack whose creation has begun; nothing else was checked then
   * @param zone where the cell would be; empty only if the creation is under way
   * @param remarks what could not be checked
   */
  record Ready(
      String account,
      CellBucket bucket,
      Optional<CellStack> underWay,
      Optional<String> zone,
      List<String> remarks) {
    Ready {
      remarks = List.copyOf(remarks);
    }
  }

  /**
   * @param wanted what would be made
   * @param architecture of all nodes
   * @throws CellException naming everything that is in the way
   */
  Ready check(CellSpec spec, Blueprint wanted, String architecture) {
    String account = account();
    CellBucket bucket = CellBucket.of(clients, spec.name(), account);
    Optional<CellStack> underWay = StackCheck.underWay(clients, spec);
    if (underWay.isPresent()) {
      return new Ready(account, bucket, underWay, Optional.empty(), List.of());
    }
    Optional<String> chosen = clients.settings().chosen().get("zone");
    Machines machines = new Machines(clients, wanted.instanceTypes(), architecture);
    Findings first = new Findings();
    List<Machines.Zones> zones = new ArrayList<>();
    List<InstanceTypeInfo> types = new ArrayList<>();
    first.check("bucket " + bucket, () -> bucket.problem().stream().toList());
    first.check(
        "the key pair", () -> new KeyPairs(clients, spec.name()).problem().stream().toList());
    first.check("the allowed networks", () -> new AllowedNetworks(clients, spec.name()).problems());
    first.check("the keys of the nodes", () -> new NodeKeys(clients).problems());
    clients
        .settings()
        .chosen()
        .get("image")
        .ifPresent(image -> first.check("image " + image, () -> machines.imageProblems(image)));
    first.check(
        "which zones offer the instance types",
        () -> {
          zones.add(machines.zones());
          return zones.getFirst().problems(chosen, clients.settings().region().id());
        });
    first.check(
        "the instance types",
        () -> {
          types.addAll(machines.describe());
          return machines.typeProblems(types);
        });
    first.run();
    Findings second = new Findings();
    new Quotas(clients, wanted).addTo(second, types);
    second.run();
    refuse(spec, joined(first.problems(), second.problems()));
    return new Ready(
        account,
        bucket,
        Optional.empty(),
        zone(chosen, zones),
        joined(first.remarks(), second.remarks()));
  }

  private Optional<String> zone(Optional<String> chosen, List<Machines.Zones> zones) {
    Optional<String> zone = zones.isEmpty() ? chosen : zones.getFirst().choose(chosen);
    if (zone.isEmpty()) {
      throw CellException.failed(
          "these credentials may not ask which zones " + clients.settings().region() + " has",
          "name one with --zone");
    }
    return zone;
  }

  private static List<String> joined(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  /** The account of the credentials, which are proved by asking for it. */
  private String account() {
    try {
      return clients.sts().getCallerIdentity().account();
    } catch (SdkException e) {
      CellException failure = AwsFailures.of("find out whose credentials these are", e);
      throw UNKNOWN_HERE.contains(AwsFailures.code(e))
          ? CellException.failed(
              failure.getMessage(),
              failure.nextStep()
                  + "; a region that is not enabled for your account says the same of good ones: "
                  + clients.settings().region().id(),
              e)
          : failure;
    }
  }

  private static void refuse(CellSpec spec, List<String> problems) {
    Set<String> distinct = new TreeSet<>(problems);
    if (!distinct.isEmpty()) {
      throw CellException.failed(
          "cell %s can't be created:%s"
              .formatted(
                  spec.name(),
                  distinct.size() == 1
                      ? " " + distinct.iterator().next()
                      : distinct.stream().map(p -> "\n  " + p).collect(Collectors.joining())),
          "settle this, then run create again; nothing was made");
    }
  }
}
