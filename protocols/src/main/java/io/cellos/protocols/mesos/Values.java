package io.cellos.protocols.mesos;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Value;

/** Arithmetic of single resources: scalars, ranges and sets. */
final class Values {
  private Values() {}

  static long thousandths(double value) {
    return Math.round(value * 1000);
  }

  /** Whether the two differ in their amount only, and so can be added. */
  static boolean sameKind(Resource a, Resource b) {
    return bare(a).equals(bare(b));
  }

  private static Resource bare(Resource r) {
    return r.toBuilder().clearScalar().clearRanges().clearSet().build();
  }

  static boolean isEmpty(Resource r) {
    return switch (r.getType()) {
      case SCALAR -> thousandths(r.getScalar().getValue()) <= 0;
      case RANGES -> r.getRanges().getRangeCount() == 0;
      case SET -> r.getSet().getItemCount() == 0;
      case TEXT -> true;
    };
  }

  static Resource plus(Resource a, Resource b) {
    Resource.Builder sum = a.toBuilder();
    switch (a.getType()) {
      case SCALAR ->
          sum.setScalar(
              scalar(
                  thousandths(a.getScalar().getValue()) + thousandths(b.getScalar().getValue())));
      case RANGES -> {
        List<Value.Range> all = new ArrayList<>(a.getRanges().getRangeList());
        all.addAll(b.getRanges().getRangeList());
        sum.setRanges(ranges(all));
      }
      case SET -> {
        Set<String> all = new LinkedHashSet<>(a.getSet().getItemList());
        all.addAll(b.getSet().getItemList());
        sum.setSet(Value.Set.newBuilder().addAllItem(all));
      }
      case TEXT -> {}
    }
    return sum.build();
  }

  static Resource minus(Resource a, Resource b) {
    Resource.Builder rest = a.toBuilder();
    switch (a.getType()) {
      case SCALAR ->
          rest.setScalar(
              scalar(
                  Math.max(
                      0,
                      thousandths(a.getScalar().getValue())
                          - thousandths(b.getScalar().getValue()))));
      case RANGES ->
          rest.setRanges(without(a.getRanges().getRangeList(), b.getRanges().getRangeList()));
      case SET -> {
        Set<String> left = new LinkedHashSet<>(a.getSet().getItemList());
        left.removeAll(b.getSet().getItemList());
        rest.setSet(Value.Set.newBuilder().addAllItem(left));
      }
      case TEXT -> {}
    }
    return rest.build();
  }

  static boolean contains(Resource a, Resource b) {
    return switch (a.getType()) {
      case SCALAR -> thousandths(a.getScalar().getValue()) >= thousandths(b.getScalar().getValue());
      case RANGES ->
          b.getRanges().getRangeList().stream()
              .allMatch(
                  wanted ->
                      ranges(a.getRanges().getRangeList()).getRangeList().stream()
                          .anyMatch(
                              r ->
                                  r.getBegin() <= wanted.getBegin()
                                      && wanted.getEnd() <= r.getEnd()));
      case SET -> a.getSet().getItemList().containsAll(b.getSet().getItemList());
      case TEXT -> true;
    };
  }

  private static Value.Scalar scalar(long thousandths) {
    return Value.Scalar.newBuilder().setValue(thousandths / 1000.0).build();
  }

  /** Sorted, with neighbours joined. */
  static Value.Ranges ranges(List<Value.Range> any) {
    List<Value.Range> joined = new ArrayList<>();
    for (Value.Range next :
        any.stream().sorted(Comparator.comparingLong(Value.Range::getBegin)).toList()) {
      Value.Range last = joined.isEmpty() ? null : joined.getLast();
      if (last != null && next.getBegin() <= last.getEnd() + 1) {
        joined.set(
            joined.size() - 1, range(last.getBegin(), Math.max(last.getEnd(), next.getEnd())));
      } else {
        joined.add(next);
      }
    }
    return Value.Ranges.newBuilder().addAllRange(joined).build();
  }

  private static Value.Ranges without(List<Value.Range> from, List<Value.Range> less) {
    List<Value.Range> left = new ArrayList<>(from);
    for (Value.Range cut : less) {
      List<Value.Range> next = new ArrayList<>();
      for (Value.Range r : left) {
        if (cut.getEnd() < r.getBegin() || r.getEnd() < cut.getBegin()) {
          next.add(r);
          continue;
        }
        if (r.getBegin() < cut.getBegin()) {
          next.add(range(r.getBegin(), cut.getBegin() - 1));
        }
        if (cut.getEnd() < r.getEnd()) {
          next.add(range(cut.getEnd() + 1, r.getEnd()));
        }
      }
      left = next;
    }
    return ranges(left);
  }

  private static Value.Range range(long begin, long end) {
    return Value.Range.newBuilder().setBegin(begin).setEnd(end).build();
  }

  static Resource resource(String name, String value) throws WireException {
    Resource.Builder resource = Resource.newBuilder().setName(name);
    try {
      if (!value.startsWith("[")) {
        return resource
            .setType(Value.Type.SCALAR)
            .setScalar(scalar(thousandths(Double.parseDouble(value))))
            .build();
      }
      List<Value.Range> ranges = new ArrayList<>();
      for (String part : value.substring(1, value.length() - 1).split(",", 0)) {
        String[] ends = part.strip().split("-", 2);
        ranges.add(
            range(Long.parseLong(ends[0].strip()), Long.parseLong(ends[ends.length - 1].strip())));
      }
      return resource.setType(Value.Type.RANGES).setRanges(ranges(ranges)).build();
    } catch (NumberFormatException e) {
      throw new WireException("not a value of " + name + ": " + value, e);
    }
  }

  static String text(Resource r) {
    String amount =
        switch (r.getType()) {
          case SCALAR -> String.valueOf(r.getScalar().getValue());
          case RANGES ->
              r.getRanges().getRangeList().stream()
                  .map(range -> range.getBegin() + "-" + range.getEnd())
                  .collect(Collectors.joining(", ", "[", "]"));
          case SET -> String.join(", ", r.getSet().getItemList());
          case TEXT -> "";
        };
    return r.getName() + ":" + amount;
  }
}
