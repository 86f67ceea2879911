package io.cellos.backend.aws.create;

import io.cellos.backend.aws.client.AwsClients;
import io.cellos.backend.aws.client.AwsFailures;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.ec2.model.LocationType;

/** Whether the instance types and the image that were chosen fit each other and can be had. */
final class Machines {
  private final AwsClients clients;
  private final List<String> types;
  private final String architecture;

  /**
   * @param types that the cell's groups want
   * @param architecture {@code x86_64} or {@code arm64}
   */
  Machines(AwsClients clients, List<String> types, String architecture) {
    this.clients = clients;
    this.types = types;
    this.architecture = architecture;
  }

  /** The zones of the region that can be used and offer all the types, by name. */
  Zones zones() {
    Map<String, Set<String>> typesOfZone = new TreeMap<>();
    clients
        .ec2()
        .describeAvailabilityZones(b -> b.filters(filter("state", List.of("available"))))
        .availabilityZones()
        .stream()
        .filter(zone -> zone.zoneType() == null || zone.zoneType().equals("availability-zone"))
        .map(AvailabilityZone::zoneName)
        .forEach(zone -> typesOfZone.put(zone, new HashSet<>()));
    clients
        .ec2()
        .describeInstanceTypeOfferingsPaginator(
            b ->
                b.locationType(LocationType.AVAILABILITY_ZONE)
                    .filters(filter("instance-type", types)))
        .instanceTypeOfferings()
        .forEach(
            offer ->
                Optional.ofNullable(typesOfZone.get(offer.location()))
                    .ifPresent(there -> there.add(offer.instanceTypeAsString())));
    return new Zones(typesOfZone, types);
  }

  /**
   * @param typesOfZone those of the wanted types that each zone offers
   */
  record Zones(Map<String, Set<String>> typesOfZone, List<String> wanted) {

    /** The zone of the cell: the one that was chosen, else the first that offers everything. */
    Optional<String> choose(Optional<String> chosen) {
      return chosen.or(
          () ->
              typesOfZone.entrySet().stream()
                  .filter(zone -> zone.getValue().containsAll(wanted))
                  .map(Map.Entry::getKey)
                  .findFirst());
    }

    List<String> problems(Optional<String> chosen, String region) {
      if (chosen.isPresent()) {
        return inZone(chosen.get(), region);
      }
      if (choose(chosen).isPresent()) {
        return List.of();
      }
      Set<String> nowhere = new TreeSet<>(wanted);
      typesOfZone.values().forEach(nowhere::removeAll);
      return List.of(
          nowhere.isEmpty()
              ? "no zone of %s offers all of %s: choose others with --instance-type"
                  .formatted(region, String.join(", ", wanted))
              : "%s is not offered in %s: choose another with --instance-type"
                  .formatted(String.join(", ", nowhere), region));
    }

    private List<String> inZone(String zone, String region) {
      Set<String> offered = typesOfZone.get(zone);
      if (offered == null) {
        return List.of(
            "%s is not a zone of %s that can be used: choose one of %s with --zone"
                .formatted(zone, region, String.join(", ", typesOfZone.keySet())));
      }
      return wanted.stream()
          .filter(type -> !offered.contains(type))
          .map(
              type ->
                  "%s is not offered in zone %s%s: choose another zone or type"
                      .formatted(type, zone, offeredIn(type)))
          .toList();
    }

    private String offeredIn(String type) {
      String others =
          typesOfZone.entrySet().stream()
              .filter(zone -> zone.getValue().contains(type))
              .map(Map.Entry::getKey)
              .collect(Collectors.joining(", "));
      return others.isEmpty() ? "" : ", but in " + others;
    }
  }

  /** Problems of types that do not exist or are of another architecture. */
  List<String> typeProblems(List<InstanceTypeInfo> infos) {
    List<String> problems = new ArrayList<>();
    for (InstanceTypeInfo info : infos) {
      List<String> supported = info.processorInfo().supportedArchitecturesAsStrings();
      if (!supported.contains(architecture)) {
        problems.add(
            "%s is %s and the cell %s: choose another type, or --architecture %s"
                .formatted(
                    info.instanceTypeAsString(),
                    String.join("/", supported),
                    architecture,
                    supported.getFirst()));
      }
    }
    return problems;
  }

  /** What EC2 says of the types; those it does not know are left out. */
  List<InstanceTypeInfo> describe() {
    return clients
        .ec2()
        .describeInstanceTypesPaginator(b -> b.filters(filter("instance-type", types)))
        .instanceTypes()
        .stream()
        .toList();
  }

  /** What is wrong with an image that the user chose. */
  List<String> imageProblems(String id) {
    try {
      List<Image> images = clients.ec2().describeImages(b -> b.imageIds(id)).images();
      if (images.isEmpty()) {
        return List.of(noImage(id));
      }
      Image image = images.getFirst();
      List<String> problems = new ArrayList<>();
      if (image.state() != ImageState.AVAILABLE) {
        problems.add("image %s is %s: wait until it is available".formatted(id, image.state()));
      }
      if (!architecture.equals(image.architectureAsString())) {
        problems.add(
            "image %s is %s and the cell %s: choose another image, or --architecture %s"
                .formatted(
                    id, image.architectureAsString(), architecture, image.architectureAsString()));
      }
      return problems;
    } catch (Ec2Exception e) {
      if (AwsFailures.code(e).startsWith("InvalidAMIID")) {
        return List.of(noImage(id));
      }
      throw e;
    }
  }

  private String noImage(String id) {
    return "there is no image %s in %s that you may use: choose another with --image"
        .formatted(id, clients.settings().region().id());
  }

  private static Filter filter(String name, List<String> values) {
    return Filter.builder().name(name).values(values).build();
  }
}
