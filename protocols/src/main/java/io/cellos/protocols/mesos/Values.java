package io.cellos.protocols.mesos;

import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Value;

/** Arithmetic of the amounts of single resources of one kind: scalars, ranges and sets. */
final class Values {
  private Values() {}

  static long thousandths(double value) {
    return Math.round(value * 1000);
  }

  static long thousandths(Resource r) {
    return thousandths(r.getScalar().getValue());
  }

  static double fromThousandths(long thousandths) {
    return thousandths / 1000.0;
  }

  static boolean isEmpty(Resource r) {
    return switch (r.getType()) {
      case SCALAR -> thousandths(r) <= 0;
      case RANGES -> r.getRanges().getRangeCount() == 0;
      case SET -> r.getSet().getItemCount() == 0;
      case TEXT -> true;
    };
  }

  static Resource plus(Resource a, Resource b) {
    return switch (a.getType()) {
      case SCALAR -> withScalar(a, thousandths(a) + thousandths(b));
      case RANGES -> a.toBuilder().setRanges(Ranges.plus(a.getRanges(), b.getRanges())).build();
      case SET -> {
        Set<String> all = new LinkedHashSet<>(a.getSet().getItemList());
        all.addAll(b.getSet().getItemList());
        yield withSet(a, all);
      }
      case TEXT -> a;
    };
  }

  /** What would be less than nothing is nothing. */
  static Resource minus(Resource a, Resource b) {
    return switch (a.getType()) {
      case SCALAR -> withScalar(a, Math.max(0, thousandths(a) - thousandths(b)));
      case RANGES -> a.toBuilder().setRanges(Ranges.minus(a.getRanges(), b.getRanges())).build();
      case SET -> {
        Set<String> left = new LinkedHashSet<>(a.getSet().getItemList());
        b.getSet().getItemList().forEach(left::remove);
        yield withSet(a, left);
      }
      case TEXT -> a;
    };
  }

  static boolean contains(Resource a, Resource b) {
    return switch (a.getType()) {
      case SCALAR -> thousandths(a) >= thousandths(b);
      case RANGES -> Ranges.contains(a.getRanges(), b.getRanges());
      case SET -> Set.copyOf(a.getSet().getItemList()).containsAll(b.getSet().getItemList());
      case TEXT -> false;
    };
  }

  static boolean sameAmount(Resource a, Resource b) {
    return contains(a, b) && contains(b, a);
  }

  private static Resource withScalar(Resource r, long thousandths) {
    Value.Scalar amount = Value.Scalar.newBuilder().setValue(fromThousandths(thousandths)).build();
    return r.toBuilder().setScalar(amount).build();
  }

  private static Resource withSet(Resource r, Set<String> items) {
    return r.toBuilder().setSet(Value.Set.newBuilder().addAllItem(items)).build();
  }
}
