package io.cellos.backend.aws.create;

import io.cellos.backend.aws.client.AwsClients;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.Tag;

/** The account's images of provisioned nodes, of one release and one architecture. */
public final class BakedImages {
  private static final String VERSION = "cell-os";
  private static final String ARCHITECTURE = "cell-os-architecture";

  private final AwsClients clients;
  private final String version;
  private final String architecture;

  /**
   * @param architecture {@code x86_64} or {@code arm64}
   */
  public BakedImages(AwsClients clients, String version, String architecture) {
    this.clients = clients;
    this.version = version;
    this.architecture = architecture;
  }

  /** What such an image is known by. */
  public List<Tag> tags() {
    return List.of(
        tag("Name", "cell-os " + version + " " + architecture),
        tag(VERSION, version),
        tag(ARCHITECTURE, architecture));
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  /** The newest one that can be used. */
  public Optional<String> newest() {
    return in(ImageState.AVAILABLE)
        .max(Comparator.comparing(Image::creationDate))
        .map(Image::imageId);
  }

  /** One that is being made. */
  public Optional<String> pending() {
    return in(ImageState.PENDING).map(Image::imageId).findFirst();
  }

  private Stream<Image> in(ImageState state) {
    return clients
        .ec2()
        .describeImages(
            b ->
                b.owners("self")
                    .filters(
                        filter("tag:" + VERSION, version),
                        filter("tag:" + ARCHITECTURE, architecture)))
        .images()
        .stream()
        .filter(image -> image.state() == state);
  }

  private static Filter filter(String name, String value) {
    return Filter.builder().name(name).values(value).build();
  }
}
