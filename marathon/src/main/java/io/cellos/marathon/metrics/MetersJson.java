package io.cellos.marathon.metrics;

import com.codahale.metrics.Metered;
import com.codahale.metrics.Snapshot;
import com.codahale.metrics.Timer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.marathon.json.tree.Trees;
import java.util.SortedMap;

/** Metrics as JSON. */
public final class MetersJson {
  /** Of the format, not of this program. */
  private static final String VERSION = "4.0.0";

  private static final double SECOND = 1e9;

  private MetersJson() {}

  /**
   * @param gauges those that are not among the meters
   */
  public static ObjectNode write(Meters meters, SortedMap<String, Number> gauges) {
    meters.addGauges(gauges);
    ObjectNode object = Trees.object().put("version", VERSION);
    ObjectNode counters = object.putObject("counters");
    meters
        .counters()
        .forEach((name, counter) -> counters.putObject(name).put("count", counter.getCount()));
    ObjectNode now = object.putObject("gauges");
    gauges.forEach((name, value) -> now.putObject(name).put("value", value.doubleValue()));
    object.putObject("histograms");
    ObjectNode rates = object.putObject("meters");
    meters
        .meters()
        .forEach((name, meter) -> rate(rates.putObject(name), meter).put("units", "events/second"));
    ObjectNode timers = object.putObject("timers");
    meters.timers().forEach((name, timer) -> timer(timers.putObject(name), timer));
    return object;
  }

  private static ObjectNode rate(ObjectNode object, Metered metered) {
    return object
        .put("count", metered.getCount())
        .put("m1_rate", metered.getOneMinuteRate())
        .put("m5_rate", metered.getFiveMinuteRate())
        .put("m15_rate", metered.getFifteenMinuteRate())
        .put("mean_rate", metered.getMeanRate());
  }

  private static void timer(ObjectNode object, Timer timer) {
    Snapshot found = timer.getSnapshot();
    rate(object, timer)
        .put("min", found.getMin() / SECOND)
        .put("mean", found.getMean() / SECOND)
        .put("max", found.getMax() / SECOND)
        .put("p50", found.getMedian() / SECOND)
        .put("p75", found.get75thPercentile() / SECOND)
        .put("p95", found.get95thPercentile() / SECOND)
        .put("p98", found.get98thPercentile() / SECOND)
        .put("p99", found.get99thPercentile() / SECOND)
        .put("p999", found.get999thPercentile() / SECOND)
        .put("stddev", found.getStdDev() / SECOND)
        .put("duration_units", "seconds")
        .put("rate_units", "calls/second");
  }
}
