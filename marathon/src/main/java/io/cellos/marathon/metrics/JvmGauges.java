package io.cellos.marathon.metrics;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** What the JVM tells of itself. */
final class JvmGauges {
  private static final List<String> POOLS = List.of("direct", "mapped");
  private static final Map<String, Function<MemoryUsage, Long>> MEMORY =
      Map.of(
          "init", MemoryUsage::getInit,
          "used", MemoryUsage::getUsed,
          "max", MemoryUsage::getMax,
          "committed", MemoryUsage::getCommitted);

  private JvmGauges() {}

  static void register(Meters meters) {
    memory(meters);
    threads(meters, ManagementFactory.getThreadMXBean());
    ManagementFactory.getGarbageCollectorMXBeans().forEach(each -> collector(meters, each));
    ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> POOLS.contains(pool.getName()))
        .forEach(pool -> buffers(meters, pool));
    meters.gauge(
        "uptime", "seconds", () -> ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0);
  }

  private static void memory(Meters meters) {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    part(meters, "heap", memory::getHeapMemoryUsage);
    part(meters, "non-heap", memory::getNonHeapMemoryUsage);
    MEMORY.forEach(
        (name, value) ->
            meters.gauge(
                "jvm.memory.total." + name,
                "bytes",
                () ->
                    sum(
                        value.apply(memory.getHeapMemoryUsage()),
                        value.apply(memory.getNonHeapMemoryUsage()))));
  }

  /** What is not known of a part is not known of the whole. */
  private static long sum(long one, long other) {
    return one < 0 || other < 0 ? -1 : one + other;
  }

  private static void part(Meters meters, String part, Supplier<MemoryUsage> usage) {
    MEMORY.forEach(
        (name, value) ->
            meters.gauge(
                "jvm.memory." + part + "." + name, "bytes", () -> value.apply(usage.get())));
    meters.gauge(
        "jvm.memory." + part + ".usage",
        "",
        () -> {
          MemoryUsage now = usage.get();
          return (double) now.getUsed() / (now.getMax() > 0 ? now.getMax() : now.getCommitted());
        });
  }

  private static void threads(Meters meters, ThreadMXBean threads) {
    meters.gauge("jvm.threads.active", "", threads::getThreadCount);
    meters.gauge("jvm.threads.daemon", "", threads::getDaemonThreadCount);
    meters.gauge(
        "jvm.threads.deadlocked",
        "",
        () -> {
          long[] found = threads.findDeadlockedThreads();
          return found == null ? 0 : found.length;
        });
    for (Thread.State state : Thread.State.values()) {
      String name = state.name().toLowerCase(Locale.ROOT).replace('_', '-');
      meters.gauge("jvm.threads." + name, "", () -> count(threads, state));
    }
  }

  private static long count(ThreadMXBean threads, Thread.State state) {
    return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds(), 0))
        .filter(info -> info != null && info.getThreadState() == state)
        .count();
  }

  private static void collector(Meters meters, GarbageCollectorMXBean collector) {
    String name = "jvm.gc." + collector.getName().toLowerCase(Locale.ROOT).replace(' ', '-');
    meters.gauge(name + ".collections", "", collector::getCollectionCount);
    meters.gauge(
        name + ".collections.duration", "seconds", () -> collector.getCollectionTime() / 1000.0);
  }

  private static void buffers(Meters meters, BufferPoolMXBean pool) {
    String name = "jvm.buffers." + pool.getName();
    meters.gauge(name, "", pool::getCount);
    meters.gauge(name + ".capacity", "bytes", pool::getTotalCapacity);
    meters.gauge(name + ".memory.used", "bytes", pool::getMemoryUsed);
  }
}
