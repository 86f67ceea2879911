package io.cellos.backend.aws.change;

import io.cellos.backend.PendingUpdate;
import io.cellos.backend.aws.bucket.CellBucket;
import io.cellos.backend.aws.bucket.Release;
import io.cellos.backend.aws.bucket.SeedPointer;
import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.stack.CellStack;
import io.cellos.backend.aws.stack.ChangeRequest;
import io.cellos.backend.aws.stack.ChangeSet;
import io.cellos.backend.aws.stack.ChangeSets;
import io.cellos.backend.aws.stack.StackEvents;
import io.cellos.backend.aws.stack.StackFailure;
import io.cellos.backend.aws.template.CellChoices;
import io.cellos.backend.aws.template.StackParameters;
import io.cellos.backend.aws.view.Describer;
import io.cellos.backend.aws.view.Groups;
import io.cellos.base.error.CellException;
import io.cellos.base.time.Deadline;
import io.cellos.model.CellName;
import io.cellos.model.Role;
import io.cellos.model.UserModule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Brings a cell to a release: CloudFormation works out what would change, and rolls the groups
 * whose nodes must be new, the nucleus one node at a time.
 */
public final class Update implements PendingUpdate {
  private static final String NUCLEUS = "Nucleus/";
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

  private final AwsClients clients;
  private final CellStack stack;
  private final CellBucket bucket;
  private final Networks networks;
  private final Optional<ChangeSet> changes;
  private final Optional<List<UserModule>> modules;

  private Update(
      AwsClients clients,
      CellStack stack,
      CellBucket bucket,
      Networks networks,
      Optional<ChangeSet> changes,
      Optional<List<UserModule>> modules) {
    this.clients = clients;
    this.stack = stack;
    this.bucket = bucket;
    this.networks = networks;
    this.changes = changes;
    this.modules = modules;
  }

  /**
   * Uploads the release and has the change worked out. Sizes stay as the groups have them now,
   * everything else as the stack has it unless it is chosen.
   *
   * @param modules empty to keep those that the cell has
   */
  public static Update prepare(
      AwsClients clients,
      CellName name,
      Release release,
      CellChoices choices,
      Optional<List<UserModule>> modules) {
    CellStack stack = Stable.require(CellStack.existing(clients, name), "update the stack");
    CellBucket bucket = StackBucket.of(clients, stack);
    release.upload(bucket, done -> {}); // a running cell does not notice
    Networks networks = Networks.prepare(clients, name, choices);
    try {
      ChangeRequest request =
          request(clients, stack, release, bucket, choices, networks.id(), modules);
      Optional<ChangeSet> changes = new ChangeSets(clients).prepare(stack, request);
      return new Update(clients, stack, bucket, networks, changes, modules);
    } catch (InterruptedException e) {
      networks.discard();
      Thread.currentThread().interrupt();
      throw CellException.failed(
          "interrupted; cell " + name + " is as it was", "try again: cell update " + name);
    } catch (RuntimeException e) {
      networks.discard();
      throw e;
    }
  }

  private static ChangeRequest request(
      AwsClients clients,
      CellStack stack,
      Release release,
      CellBucket bucket,
      CellChoices choices,
      Optional<String> prefixList,
      Optional<List<UserModule>> modules) {
    Map<String, String> values =
        StackParameters.ofUpdate(
            stack.parameters(),
            sizes(clients, stack),
            choices,
            release.files(bucket, SeedPointer.key(bucket)),
            prefixList,
            Optional.empty()); // what modules nodes run, they find in the bucket
    modules.ifPresent(given -> values.put("SeedKey", SeedPointer.key(bucket)));
    Set<String> declared = release.templates().parameters().keySet();
    values.keySet().retainAll(declared);
    Set<String> kept = new HashSet<>(stack.parameters().keySet());
    kept.retainAll(declared);
    kept.removeAll(values.keySet());
    return new ChangeRequest(
        Optional.of(release.templateUrl(bucket)),
        values,
        kept,
        CellStack.tags(stack.cell(), release.version(), stack.engine()));
  }

  /** What the next update would otherwise set back to what the last one knew. */
  private static Map<Role, Integer> sizes(AwsClients clients, CellStack stack) {
    return Groups.find(clients, stack.cell()).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, group -> group.getValue().desiredCapacity()));
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    networks.change().ifPresent(lines::add);
    modules.ifPresent(given -> lines.add("seed of nodes that boot from now on: " + names(given)));
    changes.map(ChangeSet::lines).ifPresent(lines::addAll);
    return lines;
  }

  private static String names(List<UserModule> modules) {
    return modules.isEmpty()
        ? "no modules"
        : modules.stream().map(UserModule::name).collect(Collectors.joining(", "));
  }

  @Override
  public void apply(Consumer<String> notice) {
    changes.ifPresent(this::requireSafe);
    networks.apply(notice);
    modules.ifPresent(given -> SeedPointer.publish(bucket, given, notice));
    if (changes.isPresent()) {
      String token = "update-" + UUID.randomUUID();
      Instant from = Instant.now().minus(CLOCKS_DIFFER);
      new ChangeSets(clients).execute(changes.get(), token);
      awaitBegin(token, from);
      notice.accept("update of stack " + stack.cell() + " begun");
    }
  }

  /** Until then the cell would look as if the update were over. */
  private void awaitBegin(String token, Instant from) {
    try {
      boolean begun =
          Deadline.in(PATIENCE)
              .await(
                  PAUSE,
                  () ->
                      !StackEvents.since(clients, stack.id(), from)
                          .ofRequest(token)
                          .all()
                          .isEmpty());
      if (!begun) {
        throw CellException.failed(
            "CloudFormation has not begun to update stack " + stack.cell(),
            "see what it does: cell log " + stack.cell());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CellException.failed(
          "interrupted; the update of cell " + stack.cell() + " goes on",
          "see how far it is: cell list " + stack.cell());
    }
  }

  @Override
  public Optional<String> failure() {
    if (changes.isEmpty()) {
      return Optional.empty();
    }
    CellStack now = CellStack.existing(clients, stack.cell());
    return now.status().toString().contains("ROLLBACK")
        ? Optional.of(
            StackEvents.firstFailure(clients, now)
                .map(StackFailure::toString)
                .orElse(now.statusReason()))
        : Optional.empty();
  }

  /** Between preparing and applying a person has read the lines, and much may have happened. */
  private void requireSafe(ChangeSet changeSet) {
    Stable.require(CellStack.existing(clients, stack.cell()), "update the stack");
    boolean touchesNucleus =
        changeSet.changes().stream().anyMatch(change -> change.path().startsWith(NUCLEUS));
    if (touchesNucleus) {
      NucleusCheck.nucleus(
          new Describer(clients).describe(stack.cell()), "update the " + Role.NUCLEUS);
    }
  }

  @Override
  public void discard() {
    changes.ifPresent(new ChangeSets(clients)::discard);
    networks.discard();
  }
}
