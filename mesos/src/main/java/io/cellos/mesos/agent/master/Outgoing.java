package io.cellos.mesos.agent.master;

import io.cellos.base.time.Deadline;
import io.cellos.mesos.link.LinkCodec;
import io.cellos.mesos.link.ToMaster;
import io.cellos.protocols.mesos.RecordIo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agent's side of one link: what is there to be said goes in one call, then the next. */
final class Outgoing implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Outgoing.class);
  static final String LINK = "Link-Id";
  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final Duration TIMEOUT = Duration.ofSeconds(15);
  private static final int MOST_MESSAGES = 2000;

  private final URI calls;
  private final String link;
  private final BooleanSupplier silent;
  private final Runnable broken;
  private final BlockingQueue<ToMaster> queue = new LinkedBlockingQueue<>();
  private final AtomicInteger unsent = new AtomicInteger();
  private final Thread thread;

  private Outgoing(URI calls, String link, BooleanSupplier silent, Runnable broken) {
    this.calls = calls;
    this.link = link;
    this.silent = silent;
    this.broken = broken;
    this.thread = Thread.ofVirtual().name("to-master").unstarted(this::run);
  }

  /**
   * @param silent whether the master has said nothing for too long
   * @param broken called once if so, or if it does not take what is said
   */
  static Outgoing start(URI calls, String link, BooleanSupplier silent, Runnable broken) {
    Outgoing outgoing = new Outgoing(calls, link, silent, broken);
    outgoing.thread.start();
    return outgoing;
  }

  void put(ToMaster message) {
    unsent.incrementAndGet();
    queue.add(message);
  }

  private void run() {
    try {
      while (true) {
        ToMaster first = queue.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
          List<ToMaster> batch = new ArrayList<>(List.of(first));
          queue.drainTo(batch, MOST_MESSAGES);
          send(batch);
          unsent.addAndGet(-batch.size());
        }
        if (silent.getAsBoolean()) {
          throw new IOException("nothing comes from it any more");
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("ends", e);
    } catch (IOException e) {
      LOG.info("the link with the master is given up: {}", e.getMessage());
      broken.run();
    }
  }

  private void send(List<ToMaster> batch) throws IOException, InterruptedException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    batch.forEach(message -> body.writeBytes(RecordIo.frame(LinkCodec.write(message))));
    HttpRequest call =
        Calls.post(calls, body.toByteArray()).header(LINK, link).timeout(TIMEOUT).build();
    int status = Calls.CLIENT.send(call, HttpResponse.BodyHandlers.discarding()).statusCode();
    if (status / 100 != 2) {
      throw new IOException("it answers " + status);
    }
  }

  void flush(Duration patience) throws InterruptedException {
    Deadline.in(patience).await(Duration.ofMillis(5), () -> unsent.get() == 0);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
