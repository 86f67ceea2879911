package io.cellos.backend.aws.testing;

import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.stack.CellStack;
import io.cellos.backend.aws.view.CellStore;
import io.cellos.backend.aws.view.Describer;
import io.cellos.base.time.Deadline;
import io.cellos.coordination.SharedStore;
import io.cellos.model.CellDescription;
import io.cellos.model.CellName;
import io.cellos.model.Role;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/**
 * As much of a cell as those need who look at it and change it: stacks, groups and one load
 * balancer, made by templates of the tests; its nodes report what the test says.
 */
public final class SmallCell {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final AwsClients clients;
  private final CellName name;
  private final SharedStore store;

  private SmallCell(AwsClients clients, CellName name) {
    this.clients = clients;
    this.name = name;
    this.store = CellStore.of(clients, stack());
  }

  /** Creates it and waits until its stack is done, well or not. */
  public static SmallCell create(
      AwsClients clients, String cell, String bucket, Map<String, String> parameters) {
    SmallCell small = begin(clients, cell, bucket, parameters);
    small.await(stack -> !stack.status().toString().endsWith("IN_PROGRESS"));
    return small;
  }

  public static SmallCell begin(
      AwsClients clients, String cell, String bucket, Map<String, String> parameters) {
    clients.s3().createBucket(b -> b.bucket(bucket));
    String group = cell + "/templates/test/group.json";
    clients.s3().putObject(b -> b.bucket(bucket).key(group), RequestBody.fromString(text("group")));
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "CellName",
                cell,
                "Version",
                "2.0.0",
                "Bucket",
                bucket,
                "GroupTemplateUrl",
                "https://%s.s3.us-east-1.amazonaws.com/%s".formatted(bucket, group),
                "ProgramKey",
                cell + "/program/0/node.tar",
                "BootKey",
                cell + "/program/0/boot",
                "SeedKey",
                cell + "/seed/current"));
    all.putAll(parameters);
    clients
        .cloudFormation()
        .createStack(
            b ->
                b.stackName(cell)
                    .templateBody(text("cell"))
                    .parameters(
                        all.entrySet().stream()
                            .map(
                                e ->
                                    Parameter.builder()
                                        .parameterKey(e.getKey())
                                        .parameterValue(e.getValue())
                                        .build())
                            .toList())
                    .tags(tag("cell", cell), tag("cell-os", "2.0.0")));
    return new SmallCell(clients, CellName.parse(cell));
  }

  public static String text(String template) {
    try (InputStream in =
        SmallCell.class.getResourceAsStream("/small-cell/" + template + ".json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  public CellName name() {
    return name;
  }

  public CellStack stack() {
    return CellStack.existing(clients, name);
  }

  public void await(Predicate<CellStack> condition) {
    try {
      if (!Deadline.in(PATIENCE).await(PAUSE, () -> condition.test(stack()))) {
        throw new AssertionError("stack " + name + " stayed " + stack().status());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  public void awaitGone() {
    try {
      if (!Deadline.in(PATIENCE).await(PAUSE, () -> CellStack.find(clients, name).isEmpty())) {
        throw new AssertionError("stack " + name + " stayed " + stack().status());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  public CellDescription describe() {
    return new Describer(clients).describe(name);
  }

  public List<CellDescription.Node> nodes(Role role) {
    return describe().groups().stream()
        .filter(group -> group.role() == role)
        .flatMap(group -> group.nodes().stream())
        .toList();
  }

  public SharedStore store() {
    return store;
  }

  /** The node says how it is, as its program would. */
  public void report(CellDescription.Node node, String health) {
    try {
      for (String key : store.list("health")) {
        if (key.startsWith("health/" + node.id() + "/")) {
          store.delete(key);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    reportFirst(node, health);
  }

  /** The same of a node that has not said anything yet. */
  public void reportFirst(CellDescription.Node node, String health) {
    try {
      store.put("health/" + node.id() + "/" + health, new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All nodes say that they are ready. */
  public void reportAll() {
    describe().groups().stream()
        .flatMap(group -> group.nodes().stream())
        .forEach(node -> report(node, "ready"));
  }
}
