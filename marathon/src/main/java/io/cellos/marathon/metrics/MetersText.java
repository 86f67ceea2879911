package io.cellos.marathon.metrics;

import com.codahale.metrics.Metered;
import com.codahale.metrics.Snapshot;
import com.codahale.metrics.Timer;
import java.util.SortedMap;

/** Metrics in the text format of Prometheus. */
public final class MetersText {
  private static final double SECOND = 1e9;

  private final StringBuilder text = new StringBuilder();

  private MetersText() {}

  /**
   * @param gauges those that are not among the meters
   */
  public static String write(Meters meters, SortedMap<String, Number> gauges) {
    MetersText text = new MetersText();
    meters.addGauges(gauges);
    gauges.forEach((name, value) -> text.gauge(plain(name), value));
    meters.counters().forEach((name, counter) -> text.counter(plain(name), counter.getCount()));
    meters.meters().forEach((name, meter) -> text.meter(plain(name), meter));
    meters.timers().forEach((name, timer) -> text.timer(plain(name), timer));
    return text.text.toString();
  }

  private static String plain(String name) {
    return name.replaceAll("[^a-zA-Z0-9_]", "_");
  }

  private void gauge(String name, Number value) {
    type(name, "gauge");
    line(name, value);
  }

  private void counter(String name, long count) {
    type(name, "counter");
    line(name, count);
  }

  private void meter(String name, Metered meter) {
    gauge(name + "_count", meter.getCount());
    rates(name, meter);
  }

  private void rates(String name, Metered metered) {
    gauge(name + "_mean_rate", metered.getMeanRate());
    gauge(name + "_m1_rate", metered.getOneMinuteRate());
    gauge(name + "_m5_rate", metered.getFiveMinuteRate());
    gauge(name + "_m15_rate", metered.getFifteenMinuteRate());
  }

  private void timer(String name, Timer timer) {
    Snapshot found = timer.getSnapshot();
    type(name, "summary");
    for (double quantile : new double[] {0.5, 0.75, 0.95, 0.98, 0.99, 0.999}) {
      line(name + "{quantile=\"" + quantile + "\"}", found.getValue(quantile) / SECOND);
    }
    line(name + "_count", timer.getCount());
    gauge(name + "_min", found.getMin() / SECOND);
    gauge(name + "_mean", found.getMean() / SECOND);
    gauge(name + "_max", found.getMax() / SECOND);
    gauge(name + "_stddev", found.getStdDev() / SECOND);
    rates(name, timer);
  }

  private void type(String name, String type) {
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private void line(String name, Number value) {
    text.append(name).append(' ').append(value).append('\n');
  }
}
