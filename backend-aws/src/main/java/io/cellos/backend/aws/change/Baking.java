package io.cellos.backend.aws.change;

import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.client.AwsFailures;
import io.cellos.backend.aws.create.BakedImages;
import io.cellos.backend.aws.stack.CellStack;
import io.cellos.backend.aws.view.Describer;
import io.cellos.base.error.CellException;
import io.cellos.base.error.ExitCode;
import io.cellos.model.CellDescription;
import io.cellos.model.CellName;
import io.cellos.model.Health;
import io.cellos.model.NodeId;
import io.cellos.model.NodeState;
import io.cellos.model.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * Makes an image of a provisioned node, so that nodes of later cells start without installing
 * anything. It is tagged with the release and the architecture, and not with the cell, which it
 * outlives.
 */
public final class Baking {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final AwsClients clients;
  private final Duration pause;

  /**
   * @param pause between two looks at an image that is being made
   */
  public Baking(AwsClients clients, Duration pause) {
    this.clients = clients;
    this.pause = pause;
  }

  /** Done again while the image is being made, it waits for that one. Returns the image's id. */
  public String bake(CellName name, Role role, Consumer<String> notice) {
    if (role.holdsData()) {
      throw new CellException(
          ExitCode.WRONG_USAGE,
          "a node of the " + role + " holds data, which must not get into an image",
          "bake another: cell bake " + name + " " + Role.STATELESS_BODY);
    }
    CellStack stack = CellStack.existing(clients, name);
    String version = stack.version().orElse("unknown");
    String architecture = stack.parameter("Architecture").orElse("x86_64");
    BakedImages images = new BakedImages(clients, version, architecture);
    Optional<String> begun =
        AwsFailures.explained("look for images of cell-os " + version, images::pending);
    String id =
        begun.orElseGet(
            () -> begin(healthyNode(name, role), version + "-" + architecture, images.tags()));
    notice.accept("image " + id + " is being made; the node goes on serving");
    tagSnapshots(await(name, id));
    notice.accept(
        "remove it when it is not wanted any more: aws ec2 deregister-image --image-id %s --delete-associated-snapshots --region %s"
            .formatted(id, clients.settings().region()));
    return id;
  }

  /**
   * Without a reboot: the node serves, and what a boot needs (the program, the JDK) was written
   * long ago. Files written at that moment may be cut, as after a power failure; a new node writes
   * its own.
   */
  private String begin(NodeId node, String release, List<Tag> tags) {
    return AwsFailures.explained(
        "make an image of node " + node,
        () ->
            clients
                .ec2()
                .createImage(
                    b ->
                        b.instanceId(node.value())
                            .noReboot(true)
                            .name("cell-os-%s-%s".formatted(release, STAMP.format(Instant.now())))
                            .description("Node of cell-os, provisioned")
                            .tagSpecifications(
                                TagSpecification.builder()
                                    .resourceType(ResourceType.IMAGE)
                                    .tags(tags)
                                    .build()))
                .imageId());
  }

  private NodeId healthyNode(CellName name, Role role) {
    return new Describer(clients)
        .describe(name).groups().stream()
            .filter(group -> group.role() == role)
            .flatMap(group -> group.nodes().stream())
            .filter(node -> node.state() == NodeState.RUNNING && node.health() == Health.HEALTHY)
            .map(CellDescription.Node::id)
            .findFirst()
            .orElseThrow(
                () ->
                    CellException.failed(
                        "cell " + name + " has no healthy node of role " + role + " to bake",
                        "see how it is: cell list " + name));
  }

  /** They are what is paid for, and exist only when the image does. */
  private void tagSnapshots(Image image) {
    List<String> snapshots =
        image.blockDeviceMappings().stream()
            .filter(device -> device.ebs() != null && device.ebs().snapshotId() != null)
            .map(device -> device.ebs().snapshotId())
            .toList();
    if (!snapshots.isEmpty()) {
      AwsFailures.explained(
          "tag the snapshots of image " + image.imageId(),
          () -> clients.ec2().createTags(b -> b.resources(snapshots).tags(image.tags())));
    }
  }

  private Image await(CellName name, String id) {
    try {
      while (true) {
        Image image =
            AwsFailures.explained(
                "look at image " + id,
                () -> clients.ec2().describeImages(b -> b.imageIds(id)).images().getFirst());
        switch (image.state()) {
          case AVAILABLE -> {
            return image;
          }
          case PENDING, TRANSIENT -> TimeUnit.NANOSECONDS.sleep(pause.toNanos());
          default ->
              throw CellException.failed(
                  "image " + id + " could not be made: " + image.stateAsString(),
                  "remove it: aws ec2 deregister-image --image-id " + id + ", then bake again");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CellException.failed(
          "interrupted; image " + id + " goes on being made",
          "wait for it with: cell bake " + name);
    }
  }
}
