package io.cellos.protocols.mesos;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.mesos.v1.Protos.Value;

/** Values as they stand in flags: {@code 2.5}, {@code [8081-32000, 80-80]}, {@code {a, b}}. */
final class ValueText {
  private static final Pattern NUMBER =
      Pattern.compile("[0-9]{1,300}(\\.[0-9]{0,300})?([eE][-+]?[0-9]{1,3})?");

  private ValueText() {}

  /**
   * Anything that is neither number, ranges nor set is text.
   *
   * @throws WireException if it is nothing, or malformed ranges or a malformed set
   */
  static Value parse(String text) throws WireException {
    String value = text.replace(" ", "");
    if (value.isEmpty()) {
      throw new WireException("Expecting non-empty string");
    }
    if (value.startsWith("[")) {
      return ranges(value);
    }
    if (value.startsWith("{")) {
      return Value.newBuilder()
          .setType(Value.Type.SET)
          .setSet(Value.Set.newBuilder().addAllItem(inside(value, "}")))
          .build();
    }
    if (value.indexOf('[') >= 0 || value.indexOf('{') >= 0) {
      throw new WireException("Unexpected bracket found in " + text);
    }
    return NUMBER.matcher(value).matches() && Double.isFinite(Double.parseDouble(value))
        ? Value.newBuilder()
            .setType(Value.Type.SCALAR)
            .setScalar(Value.Scalar.newBuilder().setValue(Double.parseDouble(value)))
            .build()
        : Value.newBuilder()
            .setType(Value.Type.TEXT)
            .setText(Value.Text.newBuilder().setValue(value))
            .build();
  }

  private static Value ranges(String text) throws WireException {
    Value.Ranges.Builder ranges = Value.Ranges.newBuilder();
    for (String part : inside(text, "]")) {
      String[] ends = part.split("-", -1);
      if (ends.length != 2) {
        throw new WireException("Expecting one or more \"ranges\" in " + text);
      }
      try {
        ranges.addRange(
            Ranges.of(Long.parseUnsignedLong(ends[0]), Long.parseUnsignedLong(ends[1])));
      } catch (NumberFormatException e) {
        throw new WireException("Expecting non-negative integers in '" + part + "'", e);
      }
    }
    return Value.newBuilder()
        .setType(Value.Type.RANGES)
        .setRanges(Ranges.joined(ranges.getRangeList()))
        .build();
  }

  private static List<String> inside(String text, String close) throws WireException {
    if (text.indexOf(close) != text.length() - 1) {
      throw new WireException("Mismatched brackets in " + text);
    }
    return Arrays.stream(text.substring(1, text.length() - 1).split("[,\n]", 0))
        .filter(item -> !item.isEmpty())
        .toList();
  }

  static String print(Value.Scalar scalar) {
    return JsonNumbers.decimal(Values.fromThousandths(Values.thousandths(scalar.getValue())))
        .stripTrailingZeros()
        .toPlainString();
  }

  static String print(Value.Ranges ranges) {
    return ranges.getRangeList().stream()
        .map(
            range ->
                Long.toUnsignedString(range.getBegin())
                    + "-"
                    + Long.toUnsignedString(range.getEnd()))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  static String print(Value.Set set) {
    return set.getItemList().stream().collect(Collectors.joining(", ", "{", "}"));
  }
}
