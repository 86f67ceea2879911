package io.cellos.backend.aws.create;

import io.cellos.backend.aws.bucket.CellBucket;
import io.cellos.backend.aws.bucket.Program;
import io.cellos.backend.aws.bucket.Seed;
import io.cellos.backend.aws.bucket.SeedPointer;
import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.client.AwsFailures;
import io.cellos.base.error.CellException;
import io.cellos.model.CellSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.OnFailure;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/**
 * Creates cells, as steps. Each can be done again, so the same create continues wherever it was
 * interrupted; once the stack is begun, CloudFormation works on it by itself.
 */
public final class Creation {
  private final AwsClients clients;
  private final String version;

  /**
   * @param version of this program, noted in the cells it creates
   */
  public Creation(AwsClients clients, String version) {
    this.clients = clients;
    this.version = version;
  }

  /** What a cell would be made of: the wish, checked as far as that needs no AWS. */
  private record Wish(
      CellSpec spec,
      Seed seed,
      CellTemplates templates,
      Map<String, String> parameters,
      Blueprint blueprint) {
    String architecture() {
      return parameters.get("Architecture");
    }
  }

  private Wish wish(CellSpec spec) {
    Seed seed = Seed.of(spec.modules());
    CellTemplates templates = CellTemplates.ofThisRelease();
    Map<String, String> parameters = SpecParameters.of(spec, clients.settings().chosen(), version);
    Blueprint blueprint = Blueprint.of(templates.cell(), templates.group(), parameters);
    return new Wish(spec, seed, templates, parameters, blueprint);
  }

  private Preflight.Ready check(Wish wish) {
    return new Preflight(clients).check(wish.spec(), wish.blueprint(), wish.architecture());
  }

  /**
   * What {@link #create} would do, and what that would cost; AWS is asked, and nothing is made.
   *
   * @throws CellException if it would be refused, for the same reasons
   */
  public List<String> plan(CellSpec spec) {
    Wish wish = wish(spec);
    return new Plan(clients.settings(), wish.blueprint(), wish.seed())
        .lines(spec, check(wish), new KeyPairs(clients, spec.name()));
  }

  /**
   * Begins the cell, or continues what was interrupted, and returns once CloudFormation works on
   * it.
   *
   * @param notice is told each finished step, one sentence
   * @throws CellException if anything is in the way; before anything is made, if it can be known
   */
  public void create(CellSpec spec, Consumer<String> notice) {
    Wish wish = wish(spec);
    Preflight.Ready ready = check(wish);
    ready.remarks().forEach(notice);
    if (ready.underWay().isPresent()) {
      notice.accept("cell " + spec.name() + " is being created already");
      return;
    }
    Map<String, String> parameters = new TreeMap<>(wish.parameters());
    parameters.put("AvailabilityZone", ready.zone().orElseThrow());
    CellBucket bucket = ready.bucket();
    bucket.ensure(version, notice);
    parameters.put("Bucket", bucket.name());
    parameters.put("KeyName", new KeyPairs(clients, spec.name()).ensure(notice));
    new AllowedNetworks(clients, spec.name())
        .ensure(notice)
        .ifPresent(list -> parameters.put("AllowedPrefixList", list));
    NodeKeys keys = new NodeKeys(clients);
    if (keys.areUsed()) {
      keys.upload(bucket, spec.name(), policy(wish, ready), notice);
    }
    String template = upload(wish, bucket, parameters, notice);
    begin(spec, template, parameters, notice);
  }

  private String policy(Wish wish, Preflight.Ready ready) {
    Region region = clients.settings().region();
    return NodePolicy.of(
        wish.templates().cell(),
        Map.of(
            "CellName", wish.spec().name().value(),
            "Bucket", ready.bucket().name(),
            "AWS::Partition", region.metadata().partition().id(),
            "AWS::Region", region.id(),
            "AWS::AccountId", ready.account()));
  }

  /**
   * Uploads everything that nodes and CloudFormation read.
   *
   * @return the URL of the cell's template
   */
  private static String upload(
      Wish wish, CellBucket bucket, Map<String, String> parameters, Consumer<String> notice) {
    Program program = Program.ofThisRelease();
    program.upload(bucket, notice);
    parameters.put("ProgramKey", program.key(bucket));
    parameters.put("BootKey", program.bootKey(bucket));
    SeedPointer.publish(bucket, wish.spec().modules(), notice);
    parameters.put("SeedKey", SeedPointer.key(bucket));
    String group = wish.templates().groupKey(bucket);
    String cell = wish.templates().cellKey(bucket);
    boolean groupIsNew = bucket.putIfMissing(group, wish.templates().group());
    if (bucket.putIfMissing(cell, wish.templates().cell()) || groupIsNew) {
      notice.accept("templates uploaded");
    }
    parameters.put("GroupTemplateUrl", bucket.url(group));
    return bucket.url(cell);
  }

  private void begin(
      CellSpec spec, String template, Map<String, String> parameters, Consumer<String> notice) {
    try {
      clients.cloudFormation().createStack(request(spec, template, parameters));
      notice.accept("stack " + spec.name() + " begun in " + clients.settings().region());
    } catch (SdkException e) {
      if (!AwsFailures.code(e).equals("AlreadyExistsException")) {
        throw AwsFailures.of("create stack " + spec.name(), e);
      }
      attach(spec, e, notice);
    }
  }

  private CreateStackRequest request(
      CellSpec spec, String template, Map<String, String> parameters) {
    return CreateStackRequest.builder()
        .stackName(spec.name().value())
        .templateURL(template)
        .parameters(
            parameters.entrySet().stream()
                .map(p -> Parameter.builder().parameterKey(p.getKey()).parameterValue(p.getValue()))
                .map(Parameter.Builder::build)
                .toList())
        .tags(tag("cell", spec.name().value()), tag("cell-os", version))
        .capabilities(Capability.CAPABILITY_IAM, Capability.CAPABILITY_NAMED_IAM)
        .onFailure(
            clients.settings().chosen().isOn("no-rollback")
                ? OnFailure.DO_NOTHING
                : OnFailure.ROLLBACK)
        .enableTerminationProtection(true) // cell delete lifts it
        .clientRequestToken("create-" + UUID.randomUUID())
        .build();
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  /** Another command began the same cell in the meantime. */
  private void attach(CellSpec spec, SdkException refused, Consumer<String> notice) {
    Optional<?> theirs = StackCheck.underWay(clients, spec);
    if (theirs.isEmpty()) {
      throw AwsFailures.of("create stack " + spec.name(), refused);
    }
    notice.accept("cell " + spec.name() + " is just being created by another command");
  }
}
