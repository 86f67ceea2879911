package io.cellos.mesos.flags;

import io.cellos.model.InvalidInputException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Mesos writes them: {@code 15secs}, {@code 10mins}, {@code 1.5hrs}. */
public final class MesosDuration {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)([a-z]{1,5})");

  private static final Map<String, Duration> UNITS =
      Map.of(
          "ns", Duration.ofNanos(1),
          "us", Duration.ofNanos(1_000),
          "ms", Duration.ofMillis(1),
          "secs", Duration.ofSeconds(1),
          "mins", Duration.ofMinutes(1),
          "hrs", Duration.ofHours(1),
          "days", Duration.ofDays(1),
          "weeks", Duration.ofDays(7));

  private MesosDuration() {}

  /**
   * @throws InvalidInputException if the text is none
   */
  public static Duration parse(String text) {
    Matcher form = FORM.matcher(text);
    Duration unit = form.matches() ? UNITS.get(plural(form.group(2))) : null;
    if (unit == null) {
      throw new InvalidInputException(
          "\"" + text + "\" is not a duration: write for example 15secs, 10mins or 2hrs");
    }
    BigDecimal seconds =
        new BigDecimal(form.group(1))
            .multiply(BigDecimal.valueOf(unit.toNanos(), 9))
            .setScale(9, RoundingMode.HALF_UP);
    return Duration.ofNanos(seconds.unscaledValue().longValueExact());
  }

  /** People write 1sec, and so does Mesos' documentation. */
  private static String plural(String unit) {
    return UNITS.containsKey(unit) || unit.endsWith("s") ? unit : unit + "s";
  }

  /** As Mesos writes it, in the largest unit of which it is one at least. */
  public static String text(Duration duration) {
    String[] names = {"weeks", "days", "hrs", "mins", "secs", "ms", "us"};
    for (String name : names) {
      Duration unit = UNITS.get(name);
      if (duration.compareTo(unit) >= 0) {
        return BigDecimal.valueOf(duration.toNanos())
                .divide(BigDecimal.valueOf(unit.toNanos()), 9, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString()
            + name;
      }
    }
    return duration.isZero() ? "0ns" : duration.toNanos() + "ns";
  }
}
