package io.cellos.marathon.metrics;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What is measured. Counts begin with the program, which is when it begins to lead or before: it
 * ends when it leads no more.
 */
public final class Meters {
  private final MetricRegistry registry = new MetricRegistry();
  private final HttpMeters http;
  private final MesosMeters mesos;
  private final String prefix;
  private final AtomicBoolean asked = new AtomicBoolean();

  /**
   * @param prefix of all names, such as {@code marathon}
   */
  public Meters(String prefix) {
    this.prefix = prefix + ".";
    http = new HttpMeters(this);
    mesos = new MesosMeters(this);
  }

  /** A number as it is now; its unit, if it has one, is said after the type of the metric. */
  void gauge(String name, String unit, Gauge<Number> value) {
    registry.registerGauge(gaugeName(name, unit), value);
  }

  /** The whole name of a gauge. */
  public String gaugeName(String name, String unit) {
    return prefix + name + ".gauge" + (unit.isEmpty() ? "" : "." + unit);
  }

  Counter counter(String name) {
    return registry.counter(prefix + name + ".counter");
  }

  Counter bytes(String name) {
    return registry.counter(prefix + name + ".counter.bytes");
  }

  Meter meter(String name) {
    return registry.meter(prefix + name + ".meter");
  }

  Timer timer(String name) {
    return registry.timer(prefix + name + ".timer.seconds");
  }

  public HttpMeters http() {
    return http;
  }

  public MesosMeters mesos() {
    return mesos;
  }

  SortedMap<String, Counter> counters() {
    return registry.getCounters();
  }

  SortedMap<String, Meter> meters() {
    return registry.getMeters();
  }

  SortedMap<String, Timer> timers() {
    return registry.getTimers();
  }

  /** All gauges that are asked by themselves, added to those that are known already. */
  void addGauges(SortedMap<String, Number> known) {
    if (!asked.getAndSet(true)) { // the JVM's own numbers take time to load: not at the start
      JvmGauges.register(this);
    }
    registry
        .getGauges()
        .forEach(
            (name, gauge) -> {
              Number value = (Number) gauge.getValue();
              known.put(name, Double.isFinite(value.doubleValue()) ? value : 0);
            });
  }
}
