package io.cellos.marathon.core.launch.resource;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.mesos.v1.Protos.Offer.Operation;
import org.apache.mesos.v1.Protos.Resource;

/** What Mesos is asked to do with resources; each operation is about one provider of resources. */
final class Operations {
  private Operations() {}

  static List<Operation> reserve(Collection<Resource> reserved) {
    return each(
        reserved,
        part ->
            Operation.newBuilder()
                .setType(Operation.Type.RESERVE)
                .setReserve(Operation.Reserve.newBuilder().addAllResources(part)));
  }

  static List<Operation> unreserve(Collection<Resource> reserved) {
    return each(
        reserved,
        part ->
            Operation.newBuilder()
                .setType(Operation.Type.UNRESERVE)
                .setUnreserve(Operation.Unreserve.newBuilder().addAllResources(part)));
  }

  static List<Operation> create(Collection<Resource> volumes) {
    return each(
        volumes,
        part ->
            Operation.newBuilder()
                .setType(Operation.Type.CREATE)
                .setCreate(Operation.Create.newBuilder().addAllVolumes(part)));
  }

  static List<Operation> destroy(Collection<Resource> volumes) {
    return each(
        volumes,
        part ->
            Operation.newBuilder()
                .setType(Operation.Type.DESTROY)
                .setDestroy(Operation.Destroy.newBuilder().addAllVolumes(part)));
  }

  private static List<Operation> each(
      Collection<Resource> resources, Function<List<Resource>, Operation.Builder> operation) {
    Map<String, List<Resource>> byProvider =
        resources.stream()
            .collect(
                Collectors.groupingBy(
                    resource -> resource.getProviderId().getValue(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return byProvider.values().stream().map(part -> operation.apply(part).build()).toList();
  }
}
