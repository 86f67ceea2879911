package io.cellos.base.time;

import io.cellos.model.InvalidInputException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 90s}, {@code 5m}, {@code 1h30m}, {@code 250ms}. */
public final class Durations {
  private static final Pattern WHOLE = Pattern.compile("(\\d{1,9}(ms|s|m|h|d))+");
  private static final Pattern PART = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  private Durations() {}

  /**
   * @throws InvalidInputException if the text is none
   */
  public static Duration parse(String text) {
    if (!WHOLE.matcher(text).matches()) {
      throw new InvalidInputException(
          "\"" + text + "\" is not a duration: write for example 90s, 5m or 1h30m");
    }
    Duration sum = Duration.ZERO;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      long count = Long.parseLong(part.group(1));
      sum =
          sum.plus(
              switch (part.group(2)) {
                case "ms" -> Duration.ofMillis(count);
                case "s" -> Duration.ofSeconds(count);
                case "m" -> Duration.ofMinutes(count);
                case "h" -> Duration.ofHours(count);
                default -> Duration.ofDays(count);
              });
    }
    return sum;
  }

  /** Seconds with one decimal, as timelines show them: {@code 2.1s}. */
  public static String seconds(Duration duration) {
    return "%.1fs".formatted(duration.toMillis() / 1000.0);
  }
}
