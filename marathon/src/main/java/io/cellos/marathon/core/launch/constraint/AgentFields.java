package io.cellos.marathon.core.launch.constraint;

import io.cellos.marathon.core.instance.Place;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.mesos.v1.Protos.Attribute;
import org.apache.mesos.v1.Protos.Value;

/** The texts that constraints compare. */
public final class AgentFields {
  static final String REGION = "@region";
  static final String ZONE = "@zone";

  private AgentFields() {}

  /** The agent's field of this name; nothing if it has none. */
  public static Optional<String> read(String field, Place place) {
    return switch (field) {
      case "hostname", "@hostname" -> Optional.of(place.hostname());
      case REGION -> place.region();
      case ZONE -> place.zone();
      default -> attribute(field, place);
    };
  }

  private static Optional<String> attribute(String name, Place place) {
    for (Attribute attribute : place.attributes()) {
      if (attribute.getName().equals(name)) {
        return Optional.of(text(attribute));
      }
    }
    return Optional.empty();
  }

  private static String text(Attribute attribute) {
    return switch (attribute.getType()) {
      case SCALAR -> number(attribute.getScalar().getValue());
      case TEXT -> attribute.getText().getValue();
      case RANGES ->
          attribute.getRanges().getRangeList().stream()
              .sorted(Comparator.comparingLong(Value.Range::getBegin))
              .map(range -> range.getBegin() + "-" + range.getEnd())
              .collect(Collectors.joining(",", "[", "]"));
      case SET ->
          attribute.getSet().getItemList().stream()
              .sorted()
              .collect(Collectors.joining(",", "{", "}"));
    };
  }

  /** At most three decimals; an exact half goes to the even neighbour. */
  static String number(double value) {
    return new BigDecimal(value)
        .setScale(3, RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }
}
