package io.cellos.backend.aws;

import io.cellos.backend.Backend;
import io.cellos.backend.CellEvent;
import io.cellos.backend.LogLine;
import io.cellos.backend.NodeTimeline;
import io.cellos.backend.OpenProxy;
import io.cellos.backend.PendingUpdate;
import io.cellos.backend.Tempo;
import io.cellos.backend.aws.bucket.Release;
import io.cellos.backend.aws.change.Baking;
import io.cellos.backend.aws.change.Deletion;
import io.cellos.backend.aws.change.Scaling;
import io.cellos.backend.aws.change.Seeding;
import io.cellos.backend.aws.change.Update;
import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.client.AwsSettings;
import io.cellos.backend.aws.create.Build;
import io.cellos.backend.aws.create.Creation;
import io.cellos.backend.aws.create.KeyPairs;
import io.cellos.backend.aws.node.BastionAddress;
import io.cellos.backend.aws.node.Nodes;
import io.cellos.backend.aws.node.Reach;
import io.cellos.backend.aws.stack.CellStack;
import io.cellos.backend.aws.template.CellChoices;
import io.cellos.backend.aws.view.CellStore;
import io.cellos.backend.aws.view.Describer;
import io.cellos.backend.aws.view.Events;
import io.cellos.backend.aws.view.Problems;
import io.cellos.backend.aws.view.Summaries;
import io.cellos.backend.aws.view.Timelines;
import io.cellos.base.error.CellException;
import io.cellos.base.error.ExitCode;
import io.cellos.model.CellDescription;
import io.cellos.model.CellName;
import io.cellos.model.CellSpec;
import io.cellos.model.CellSummary;
import io.cellos.model.NodeId;
import io.cellos.model.Role;
import io.cellos.model.UserModule;
import io.cellos.nucleus.membership.Snapshots;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Cells on Amazon EC2, in one region. This object keeps nothing; everything it says comes from the
 * stacks, the groups and the bucket.
 */
public final class AwsBackend implements Backend {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(3);
  private static final Tempo TEMPO = new Tempo(BETWEEN_LOOKS, Duration.ofMinutes(40));
  private static final Duration PROOF_PATIENCE = Duration.ofMinutes(2);

  private final AwsClients clients;
  private final String version;
  private final Describer describer;
  private final Events events;
  private final Nodes nodes;

  /**
   * @param version of this program, noted in the cells it creates
   */
  public AwsBackend(AwsSettings settings, String version) {
    this.clients = new AwsClients(settings);
    this.version = version;
    this.describer = new Describer(clients);
    this.events = new Events(clients, BETWEEN_LOOKS);
    this.nodes = new Nodes(clients, this::reach);
  }

  private Reach reach(CellName name) {
    CellStack stack = CellStack.existing(clients, name);
    return new Reach(
        describer.describe(name),
        stack.output("BastionGroup").flatMap(group -> BastionAddress.find(clients, group)),
        Optional.of(new KeyPairs(clients, name).file()).filter(Files::isRegularFile));
  }

  @Override
  public String name() {
    return "aws";
  }

  @Override
  public Tempo tempo() {
    return TEMPO;
  }

  @Override
  public List<String> plan(CellSpec spec) {
    return new Creation(clients, version).plan(spec);
  }

  @Override
  public void create(CellSpec spec, Consumer<String> notice) {
    new Creation(clients, version).create(spec, notice);
  }

  @Override
  public void build(CellSpec spec, Path directory, Consumer<String> notice) {
    new Build(clients, version).write(spec, directory, notice);
  }

  @Override
  public List<CellSummary> list() {
    return new Summaries(clients).list();
  }

  @Override
  public CellDescription describe(CellName name) {
    return describer.describe(name);
  }

  @Override
  public List<String> problems(CellName name) {
    return new Problems(clients, describer).find(name);
  }

  @Override
  public List<NodeTimeline> timeline(CellName name) {
    return new Timelines(clients, describer).of(name);
  }

  @Override
  public List<CellEvent> changeEvents(CellName name) {
    return events.ofChange(name);
  }

  @Override
  public void events(CellName name, boolean follow, Consumer<CellEvent> sink)
      throws InterruptedException {
    events.read(name, follow, sink);
  }

  @Override
  public void scale(CellName name, Role role, int size, Duration patience) {
    new Scaling(clients).scale(name, role, size);
  }

  @Override
  public void start(CellName name, Consumer<String> notice) {
    CellStack.existing(clients, name);
    throw new CellException(
        ExitCode.WRONG_USAGE,
        "a cell on EC2 is not stopped, so it can't be started: its groups keep it alive",
        "see how it is: cell list " + name);
  }

  @Override
  public void stop(CellName name, Consumer<String> notice) {
    CellStack.existing(clients, name);
    throw new CellException(
        ExitCode.WRONG_USAGE,
        "a cell on EC2 can't be stopped and keep its data: the disks go with the instances",
        "to pay less, scale its bodies to 0: cell scale " + name + " body 0");
  }

  @Override
  public PendingUpdate prepareUpdate(CellName name, Optional<List<UserModule>> modules) {
    CellChoices choices = CellChoices.of(clients.settings().chosen());
    return Update.prepare(clients, name, Release.ofThisProgram(version), choices, modules);
  }

  @Override
  public void seed(CellName name, List<UserModule> modules, Consumer<String> notice) {
    new Seeding(clients).seed(name, modules, notice);
  }

  @Override
  public String bake(CellName name, Role role, Consumer<String> notice) {
    return new Baking(clients, BETWEEN_LOOKS).bake(name, role, notice);
  }

  @Override
  public void delete(CellName name, Consumer<String> notice) {
    new Deletion(clients, BETWEEN_LOOKS, PROOF_PATIENCE).run(name, notice);
  }

  @Override
  public void logs(
      CellName name, Role role, OptionalInt index, boolean follow, Consumer<LogLine> sink)
      throws InterruptedException {
    nodes.logs(name, role, index, follow, sink);
  }

  @Override
  public ProcessBuilder command(CellName name, NodeId node, String shellCommand) {
    return nodes.command(name, node, shellCommand);
  }

  @Override
  public ProcessBuilder shell(CellName name, NodeId node) {
    return nodes.shell(name, node);
  }

  @Override
  public OpenProxy proxy(CellName name, Optional<Role> role, int port) {
    return nodes.proxy(name, role, port);
  }

  @Override
  public String takeSnapshot(CellName name) {
    return data(name).take();
  }

  @Override
  public List<String> snapshots(CellName name) {
    return data(name).list();
  }

  @Override
  public void restore(CellName name, String snapshot) {
    data(name).restore(snapshot);
  }

  private Snapshots data(CellName name) {
    CellStack stack = CellStack.existing(clients, name);
    return new Snapshots(name, CellStore.of(clients, stack), CellStore.place(stack));
  }
}
