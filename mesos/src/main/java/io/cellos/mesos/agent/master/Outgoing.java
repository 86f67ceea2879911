package io.cellos.mesos.agent.master;

import io.cellos.base.time.Deadline;
import io.cellos.mesos.link.LinkCodec;
import io.cellos.mesos.link.ToMaster;
import io.cellos.protocols.mesos.RecordIo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agent's side of one link: what is there to be said goes in one call, then the next. */
final class Outgoing implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Outgoing.class);
  static final String LINK = "Link-Id";
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);
  private static final int TIMEOUT_MILLIS = 15_000;
  private static final int MOST_MESSAGES = 2000;

  private final URI calls;
  private final String link;
  private final Runnable broken;
  private final BlockingQueue<ToMaster> queue = new LinkedBlockingQueue<>();
  private final AtomicInteger unsent = new AtomicInteger();
  private final Thread thread;

  private Outgoing(URI calls, String link, Runnable broken) {
    this.calls = calls;
    this.link = link;
    this.broken = broken;
    this.thread = Thread.ofVirtual().name("to-master").unstarted(this::run);
  }

  /**
   * @param broken called once if the master does not take what is said
   */
  static Outgoing start(URI calls, String link, Runnable broken) {
    Outgoing outgoing = new Outgoing(calls, link, broken);
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
        List<ToMaster> batch = new ArrayList<>();
        ToMaster first = queue.poll(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
        batch.add(first == null ? new ToMaster.Heartbeat() : first);
        queue.drainTo(batch, MOST_MESSAGES);
        send(batch);
        unsent.addAndGet(first == null ? 1 - batch.size() : -batch.size());
      }
    } catch (InterruptedException e) {
      LOG.debug("ends", e);
    } catch (IOException e) {
      LOG.info("the master does not hear: {}", e.getMessage());
      broken.run();
    }
  }

  private void send(List<ToMaster> batch) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    batch.forEach(message -> body.writeBytes(RecordIo.frame(LinkCodec.write(message))));
    HttpURLConnection call = post(calls, body.size());
    call.setReadTimeout(TIMEOUT_MILLIS);
    call.setRequestProperty(LINK, link);
    body.writeTo(call.getOutputStream());
    int status = call.getResponseCode();
    if (status / 100 != 2) {
      call.disconnect();
      throw new IOException("it answers " + status);
    }
    try (InputStream in = call.getInputStream()) {
      in.readAllBytes(); // so that the connection is used again
    }
  }

  static HttpURLConnection post(URI to, int length) throws IOException {
    HttpURLConnection call = (HttpURLConnection) to.toURL().openConnection();
    call.setConnectTimeout(TIMEOUT_MILLIS);
    call.setInstanceFollowRedirects(false);
    call.setUseCaches(false);
    call.setRequestMethod("POST");
    call.setRequestProperty("Content-Type", "application/x-cell-os-link");
    call.setDoOutput(true);
    call.setFixedLengthStreamingMode(length);
    return call;
  }

  void flush(Duration patience) throws InterruptedException {
    Deadline.in(patience).await(Duration.ofMillis(5), () -> unsent.get() == 0);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
