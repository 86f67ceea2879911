package io.cellos.backend.aws.create;

import io.cellos.backend.aws.bucket.CellBucket;
import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.client.AwsFailures;
import io.cellos.backend.aws.stack.CellStack;
import io.cellos.base.error.CellException;
import io.cellos.model.CellName;
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
  private final String version;

  /**
   * @param version whose baked images may be used
   */
  public Preflight(AwsClients clients, String version) {
    this.clients = clients;
    this.version = version;
  }

  /**
   * What the checks found out.
   *
   * @param underWay the stack whose creation has begun; nothing else was checked then
   * @param zone where the cell would be; empty only if the creation is under way
   * @param baked the image to start nodes from; empty where one was chosen or there is none
   * @param remarks what could not be checked, and what one should know
   */
  record Ready(
      String account,
      CellBucket bucket,
      Optional<CellStack> underWay,
      Optional<String> zone,
      Optional<String> baked,
      List<String> remarks) {
    Ready {
      remarks = List.copyOf(remarks);
    }
  }

  /**
   * @throws CellException naming everything that is in the way
   */
  Ready check(Wish wish) {
    CellSpec spec = wish.spec();
    String account = account();
    CellBucket bucket = CellBucket.of(clients, spec.name(), account);
    Optional<CellStack> underWay = StackCheck.underWay(clients, spec);
    if (underWay.isPresent()) {
      return new Ready(account, bucket, underWay, Optional.empty(), Optional.empty(), List.of());
    }
    Findings findings = new Findings();
    checkNames(wish, bucket, findings);
    List<String> baked = new ArrayList<>();
    if (wish.choices().image().isEmpty()) {
      BakedImages images = new BakedImages(clients, version, wish.architecture().toString());
      findings.check(
          "the images that were baked",
          () -> {
            images.newest().ifPresent(baked::add);
            return List.of();
          });
    }
    Optional<String> zone = checkMachines(wish, findings);
    refuse(spec, findings.problems());
    List<String> remarks = new ArrayList<>(findings.remarks());
    baked.forEach(image -> remarks.add(fromBaked(image)));
    remarks.addAll(Quotas.remarks(wish.blueprint()));
    return new Ready(
        account,
        bucket,
        Optional.empty(),
        Optional.of(zone.orElseThrow(this::noZone)),
        baked.stream().findFirst(),
        remarks);
  }

  private String fromBaked(String image) {
    return "nodes start from image %s, baked of release %s (--image newest: Amazon's newest instead)"
        .formatted(image, version);
  }

  private void checkNames(Wish wish, CellBucket bucket, Findings findings) {
    CellName name = wish.spec().name();
    KeyPairs keys = new KeyPairs(clients, name);
    PrefixList networks = new PrefixList(clients, name, wish.choices().allowedNetworks());
    findings.check("bucket " + bucket, () -> bucket.problem().stream().toList());
    findings.check("key pair " + keys.name(), () -> keys.problem().stream().toList());
    findings.check("the allowed networks", networks::problems);
    findings.check("the keys of the nodes", () -> new NodeKeys(clients).problems());
  }

  /** Runs all checks; quotas in a second round, because they depend on what the types are. */
  private Optional<String> checkMachines(Wish wish, Findings findings) {
    Machines machines =
        new Machines(clients, wish.blueprint().instanceTypes(), wish.architecture().toString());
    Optional<String> chosen = wish.choices().zone();
    List<Machines.Zones> zones = new ArrayList<>();
    List<InstanceTypeInfo> types = new ArrayList<>();
    wish.choices()
        .image()
        .filter(image -> image.startsWith("ami-"))
        .ifPresent(image -> findings.check("image " + image, () -> machines.imageProblems(image)));
    findings.check(
        "which zones offer the instance types",
        () -> {
          zones.add(machines.zones());
          return zones.getFirst().problems(chosen, clients.settings().region().id());
        });
    findings.check(
        "the instance types",
        () -> {
          types.addAll(machines.describe());
          return machines.typeProblems(types);
        });
    findings.run();
    new Quotas(clients, wish.blueprint()).addTo(findings, types);
    findings.run();
    return zones.isEmpty() ? chosen : zones.getFirst().choose(chosen);
  }

  private CellException noZone() {
    return CellException.failed(
        "these credentials may not ask which zones " + clients.settings().region() + " has",
        "name one with --zone");
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
