package io.cellos.protocols.mesos;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.mesos.v1.Protos.Value;

/** Arithmetic of ranges of unsigned numbers. Results are sorted, with neighbours joined. */
final class Ranges {
  private static final Comparator<Value.Range> BY_BEGIN =
      (a, b) -> Long.compareUnsigned(a.getBegin(), b.getBegin());

  private Ranges() {}

  static Value.Ranges plus(Value.Ranges a, Value.Ranges b) {
    List<Value.Range> all = new ArrayList<>(a.getRangeList());
    all.addAll(b.getRangeList());
    return joined(all);
  }

  static Value.Ranges minus(Value.Ranges from, Value.Ranges less) {
    List<Value.Range> left = from.getRangeList();
    for (Value.Range cut : less.getRangeList()) {
      List<Value.Range> rest = new ArrayList<>();
      for (Value.Range range : left) {
        cut(range, cut, rest);
      }
      left = rest;
    }
    return joined(left);
  }

  private static void cut(Value.Range range, Value.Range cut, List<Value.Range> rest) {
    if (isLess(cut.getEnd(), range.getBegin()) || isLess(range.getEnd(), cut.getBegin())) {
      rest.add(range);
      return;
    }
    if (isLess(range.getBegin(), cut.getBegin())) {
      rest.add(of(range.getBegin(), cut.getBegin() - 1));
    }
    if (isLess(cut.getEnd(), range.getEnd())) {
      rest.add(of(cut.getEnd() + 1, range.getEnd()));
    }
  }

  static boolean contains(Value.Ranges whole, Value.Ranges parts) {
    List<Value.Range> joined = joined(whole.getRangeList()).getRangeList();
    return parts.getRangeList().stream()
        .allMatch(
            part ->
                joined.stream()
                    .anyMatch(
                        range ->
                            !isLess(part.getBegin(), range.getBegin())
                                && !isLess(range.getEnd(), part.getEnd())));
  }

  static Value.Ranges joined(List<Value.Range> any) {
    List<Value.Range> joined = new ArrayList<>();
    for (Value.Range next : any.stream().sorted(BY_BEGIN).toList()) {
      Value.Range last = joined.isEmpty() ? null : joined.getLast();
      if (last == null || !touches(last, next)) {
        joined.add(next);
      } else if (isLess(last.getEnd(), next.getEnd())) {
        joined.set(joined.size() - 1, of(last.getBegin(), next.getEnd()));
      }
    }
    return Value.Ranges.newBuilder().addAllRange(joined).build();
  }

  /** Whether the later one begins in the earlier one or right after it. */
  private static boolean touches(Value.Range earlier, Value.Range later) {
    return !isLess(earlier.getEnd(), later.getBegin()) || earlier.getEnd() + 1 == later.getBegin();
  }

  static boolean isLess(long a, long b) {
    return Long.compareUnsigned(a, b) < 0;
  }

  static Value.Range of(long begin, long end) {
    return Value.Range.newBuilder().setBegin(begin).setEnd(end).build();
  }
}
