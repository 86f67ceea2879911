package io.cellos.mesos.master.api;

import io.cellos.base.http.ClientConnection;
import io.cellos.base.http.Outbox;
import io.cellos.protocols.mesos.RecordIo;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An answer that lasts: records, as they come, until either side ends it.
 *
 * @param encode makes a record of a message
 * @param admits whether with this message the client is one, and gets heartbeats from now on
 * @param heartbeat a record that is written at once and then again and again
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Feed<T>(
    Outbox<T> outbox,
    Function<T, byte[]> encode,
    Predicate<T> admits,
    byte[] heartbeat,
    Duration interval) {
  private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

  /** More than this waiting for one client means that it does not keep up. */
  static final long MOST_BYTES = 64 << 20;

  /** Returns when the stream has ended. The outbox is cut then, or finished. */
  void write(ClientConnection connection, ServerResponse response) throws InterruptedException {
    response.header(HeaderNames.CONNECTION, "close");
    try (AutoCloseable watch = connection.watch(outbox::cut);
        OutputStream out = response.outputStream()) {
      LOG.debug("{} begins", watch);
      new Writer(out).run();
    } catch (InterruptedException e) {
      outbox.cut();
      throw e;
    } catch (Exception e) { // Helidon has its own kinds for a connection that is closed or broken
      LOG.debug("stream ends", e);
      outbox.cut();
    }
  }

  private final class Writer {
    private final OutputStream out;
    private boolean admitted;
    private long nextBeat;

    Writer(OutputStream out) {
      this.out = out;
    }

    void run() throws IOException, InterruptedException {
      while (true) {
        Outbox.Taken<T> taken = outbox.take(admitted ? untilBeat() : interval);
        for (T message : taken.messages()) {
          add(message);
        }
        if (admitted && !taken.last() && untilBeat().isZero()) {
          beat();
        }
        if (taken.last()) {
          return;
        }
      }
    }

    private void add(T message) throws IOException {
      write(encode.apply(message));
      if (!admitted && admits.test(message)) {
        admitted = true;
        beat();
      }
    }

    private void beat() throws IOException {
      write(heartbeat);
      nextBeat = System.nanoTime() + interval.toNanos();
    }

    private Duration untilBeat() {
      return Duration.ofNanos(Math.max(0, nextBeat - System.nanoTime()));
    }

    /**
     * A chunk of its own for each record, as Mesos sends them: there are clients that rely on it.
     */
    private void write(byte[] record) throws IOException {
      out.write(RecordIo.frame(record));
      out.flush();
    }
  }
}
