package io.cellos.marathon.metrics;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Meter;
import com.codahale.metrics.Timer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What is measured of requests. Streams of events count only by their size. */
public final class HttpMeters {
  private final AtomicInteger active = new AtomicInteger();
  private final Timer all;
  private final Map<String, Timer> byMethod;
  private final List<Meter> byStatus;
  private final Counter received;
  private final Counter sent;
  private final Counter packed;
  private final Counter streamed;

  HttpMeters(Meters meters) {
    meters.gauge("http.requests.active", "", active::get);
    all = meters.timer("http.requests.duration");
    byMethod =
        List.of("GET", "POST", "PUT", "DELETE").stream()
            .collect(Collectors.toMap(Function.identity(), method -> ofMethod(meters, method)));
    byStatus =
        IntStream.rangeClosed(1, 5)
            .mapToObj(hundreds -> meters.meter("http.responses." + hundreds + "xx.rate"))
            .toList();
    received = meters.bytes("http.requests.size");
    sent = meters.bytes("http.responses.size");
    packed = meters.bytes("http.responses.size.gzipped");
    streamed = meters.bytes("http.responses.event-stream.size");
  }

  private static Timer ofMethod(Meters meters, String method) {
    return meters.timer("http.requests." + method.toLowerCase(Locale.ROOT) + ".duration");
  }

  /** A request came. */
  public void begun() {
    active.incrementAndGet();
  }

  /** It is over. */
  public void ended() {
    active.decrementAndGet();
  }

  /**
   * It was answered.
   *
   * @param nanos what that took
   */
  public void answered(String method, int status, long nanos) {
    all.update(nanos, TimeUnit.NANOSECONDS);
    Timer timer = byMethod.get(method);
    if (timer != null) {
      timer.update(nanos, TimeUnit.NANOSECONDS);
    }
    byStatus.get(Math.clamp(status / 100, 1, 5) - 1).mark();
  }

  public void received(long bytes) {
    received.inc(bytes);
  }

  /**
   * @param bytes as they were sent
   */
  public void sent(long bytes, boolean asGzip) {
    sent.inc(bytes);
    if (asGzip) {
      packed.inc(bytes);
    }
  }

  /** To somebody who follows events. */
  public void streamed(long bytes) {
    streamed.inc(bytes);
  }
}
