package io.cellos.backend.aws.create;

import io.cellos.backend.aws.bucket.CellBucket;
import io.cellos.backend.aws.bucket.Release;
import io.cellos.backend.aws.bucket.SeedPointer;
import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.client.AwsFailures;
import io.cellos.backend.aws.stack.CellStack;
import io.cellos.backend.aws.template.StackParameters;
import io.cellos.backend.aws.template.Templates;
import io.cellos.base.error.CellException;
import io.cellos.coordination.BodyPlan;
import io.cellos.coordination.S3Store;
import io.cellos.model.CellSpec;
import io.cellos.model.Role;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /**
   * What {@link #create} would do, and what that would cost; AWS is asked, and nothing is made.
   *
   * @throws CellException if it would be refused, for the same reasons
   */
  public List<String> plan(CellSpec spec) {
    Wish wish = Wish.of(spec, clients.settings().chosen());
    Preflight.Ready ready = new Preflight(clients, version).check(wish);
    return new Plan(clients.settings(), wish).lines(ready, new KeyPairs(clients, spec.name()));
  }

  /**
   * Begins the cell, or continues what was interrupted, and returns once CloudFormation works on
   * it.
   *
   * @param notice is told each finished step, one sentence
   * @throws CellException if anything is in the way; before anything is made, if it can be known
   */
  public void create(CellSpec spec, Consumer<String> notice) {
    Wish wish = Wish.of(spec, clients.settings().chosen());
    Preflight.Ready ready = new Preflight(clients, version).check(wish);
    ready.remarks().forEach(notice);
    if (ready.underWay().isPresent()) {
      notice.accept("cell " + spec.name() + " is being created already");
      return;
    }
    CellBucket bucket = ready.bucket();
    bucket.ensure(version, notice);
    String key = new KeyPairs(clients, spec.name()).ensure(notice);
    Optional<String> allowed =
        new PrefixList(clients, spec.name(), wish.choices().allowedNetworks()).ensure(notice);
    NodeKeys keys = new NodeKeys(clients);
    if (keys.areUsed()) {
      keys.upload(bucket, spec.name(), policy(spec, ready), notice);
    }
    Release release = Release.ofThisProgram(version);
    SeedPointer.publish(bucket, spec.modules(), notice);
    tellBody(spec, bucket);
    release.upload(bucket, notice);
    Map<String, String> parameters =
        StackParameters.ofNew(
            spec,
            wish.choices(),
            release.files(bucket, SeedPointer.key(bucket)),
            ready.zone().orElseThrow(),
            Optional.of(key),
            allowed);
    ready.baked().ifPresent(image -> parameters.put("Image", image));
    begin(spec, release.templateUrl(bucket), parameters, notice);
  }

  /** Before any node is there to ask. */
  private void tellBody(CellSpec spec, CellBucket bucket) {
    BodyPlan plan = new BodyPlan(spec.body(), spec.size(Role.STATELESS_BODY));
    try {
      plan.write(new S3Store(clients.s3(), bucket.name(), spec.name() + "/shared"));
    } catch (IOException e) {
      throw CellException.failed(
          "can't write the body's plan into bucket " + bucket.name() + ": " + e.getMessage(),
          "see whether its policy forbids it, then create again",
          e);
    }
  }

  private String policy(CellSpec spec, Preflight.Ready ready) {
    Region region = clients.settings().region();
    return NodePolicy.of(
        Templates.ofThisRelease().cell(),
        Map.of(
            "CellName", spec.name().value(),
            "Bucket", ready.bucket().name(),
            "AWS::Partition", region.metadata().partition().id(),
            "AWS::Region", region.id(),
            "AWS::AccountId", ready.account()));
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
        .tags(
            CellStack.tags(spec.name(), version, spec.body().engine()).entrySet().stream()
                .map(tag -> tag(tag.getKey(), tag.getValue()))
                .toList())
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
