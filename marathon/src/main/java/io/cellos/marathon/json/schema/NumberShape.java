package io.cellos.marathon.json.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import io.cellos.marathon.model.Problem;
import java.util.List;

/** A number within limits. */
public record NumberShape(Kind kind, double min, double max) implements Shape {
  /** How it is kept. */
  public enum Kind {
    INT,
    LONG,
    DOUBLE
  }

  public static final NumberShape INT =
      new NumberShape(Kind.INT, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  public static final NumberShape LONG = new NumberShape(Kind.LONG, INT.min, INT.max);
  public static final NumberShape DOUBLE = new NumberShape(Kind.DOUBLE, INT.min, INT.max);

  public NumberShape from(double lowest) {
    return new NumberShape(kind, lowest, max);
  }

  public NumberShape to(double highest) {
    return new NumberShape(kind, min, highest);
  }

  /** The number as JSON: without a fraction if it has none. */
  public static JsonNode node(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? LongNode.valueOf((long) value)
        : DoubleNode.valueOf(value);
  }

  @Override
  public JsonNode read(JsonNode value, String path, List<Problem> problems) {
    if (!value.isNumber() || Double.isInfinite(value.doubleValue())) {
      problems.add(new Problem(path, "error.expected.jsnumber"));
      return value;
    }
    if (!isOfKind(value)) {
      problems.add(
          new Problem(path, kind == Kind.INT ? "error.expected.int" : "error.expected.long"));
      return value;
    }
    if (value.doubleValue() > max) {
      problems.add(new Problem(path, "error.max"));
    }
    if (value.doubleValue() < min) {
      problems.add(new Problem(path, "error.min"));
    }
    return kind == Kind.DOUBLE ? node(value.doubleValue()) : LongNode.valueOf(value.longValue());
  }

  private boolean isOfKind(JsonNode value) {
    return switch (kind) {
      case DOUBLE -> true;
      case INT -> isWhole(value) && value.canConvertToInt();
      case LONG -> isWhole(value) && value.canConvertToLong();
    };
  }

  private static boolean isWhole(JsonNode value) {
    return value.isIntegralNumber() || value.doubleValue() == Math.rint(value.doubleValue());
  }
}
