package io.cellos.protocols.mesos;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Resource.DiskInfo.Source;
import org.apache.mesos.v1.Protos.Value;

/** Whether resources are valid, in either format, by Mesos' rules and in its words. */
public final class ResourceCheck {
  private ResourceCheck() {}

  /** What is wrong with the first that is not valid. */
  public static Optional<String> problem(Collection<Resource> resources) {
    return resources.stream()
        .flatMap(
            resource ->
                problem(resource).stream()
                    .map(
                        reason ->
                            "Resource '%s' is invalid: %s"
                                .formatted(ResourceText.print(resource), reason)))
        .findFirst();
  }

  public static Optional<String> problem(Resource resource) {
    return Stream.<Supplier<Optional<String>>>of(
            () -> amount(resource),
            () -> disk(resource),
            () -> ReservationCheck.problem(resource),
            () -> shared(resource))
        .flatMap(check -> check.get().stream())
        .findFirst();
  }

  /**
   * @throws WireException if the resource is not valid
   */
  static void require(Resource resource) throws WireException {
    Optional<String> problem = problem(resource);
    if (problem.isPresent()) {
      throw new WireException(problem.get());
    }
  }

  private static Optional<String> amount(Resource r) {
    if (r.getName().isEmpty()) {
      return Optional.of("Empty resource name");
    }
    String only = r.getType().name().toLowerCase(Locale.ROOT);
    boolean fits =
        r.hasScalar() == (r.getType() == Value.Type.SCALAR)
            && r.hasRanges() == (r.getType() == Value.Type.RANGES)
            && r.hasSet() == (r.getType() == Value.Type.SET);
    return switch (r.getType()) {
      case SCALAR, RANGES, SET -> fits ? value(r) : Optional.of("Invalid " + only + " resource");
      case TEXT -> Optional.of("Unsupported resource type");
    };
  }

  private static Optional<String> value(Resource r) {
    return switch (r.getType()) {
      case SCALAR -> scalar(r.getScalar().getValue());
      case RANGES -> ranges(r.getRanges().getRangeList());
      case SET ->
          new HashSet<>(r.getSet().getItemList()).size() < r.getSet().getItemCount()
              ? Optional.of("Invalid set resource: duplicated elements")
              : Optional.empty();
      case TEXT -> Optional.empty();
    };
  }

  private static Optional<String> scalar(double value) {
    if (!Double.isFinite(value)) {
      return Optional.of("Invalid scalar resource: not a finite number");
    }
    return value < 0 ? Optional.of("Invalid scalar resource: value < 0") : Optional.empty();
  }

  private static Optional<String> ranges(List<Value.Range> ranges) {
    if (ranges.stream().anyMatch(range -> Ranges.isLess(range.getEnd(), range.getBegin()))) {
      return Optional.of("Invalid ranges resource: begin > end");
    }
    List<Value.Range> sorted =
        ranges.stream().sorted((a, b) -> Long.compareUnsigned(a.getBegin(), b.getBegin())).toList();
    for (int i = 1; i < sorted.size(); i++) {
      if (!Ranges.isLess(sorted.get(i - 1).getEnd(), sorted.get(i).getBegin())) {
        return Optional.of("Invalid ranges resource: overlapping ranges");
      }
    }
    return Optional.empty();
  }

  private static Optional<String> disk(Resource r) {
    if (!r.hasDisk()) {
      return Optional.empty();
    }
    if (!r.getName().equals("disk")) {
      return Optional.of("DiskInfo should not be set for " + r.getName() + " resource");
    }
    Source source = r.getDisk().getSource();
    return r.getDisk().hasSource() ? source(source) : Optional.empty();
  }

  private static Optional<String> source(Source source) {
    return switch (source.getType()) {
      case PATH, MOUNT -> Optional.empty();
      case BLOCK, RAW -> {
        if (source.hasMount() || source.hasPath()) {
          yield Optional.of(
              "%s should not be set for %s disk source"
                  .formatted(source.hasMount() ? "Mount" : "Path", source.getType()));
        }
        yield Optional.empty();
      }
      case UNKNOWN -> Optional.of("Unsupported 'DiskInfo.Source.Type'");
    };
  }

  private static Optional<String> shared(Resource r) {
    if (!r.hasShared()) {
      return Optional.empty();
    }
    if (!r.getName().equals("disk")) {
      return Optional.of("Resource " + r.getName() + " cannot be shared");
    }
    return r.getDisk().hasPersistence()
        ? Optional.empty()
        : Optional.of("Only persistent volumes can be shared");
  }
}
