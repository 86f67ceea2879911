package io.cellos.mesos.agent.master;

import io.cellos.base.time.Deadline;
import io.cellos.mesos.link.LinkCodec;
import io.cellos.mesos.link.ToAgent;
import io.cellos.mesos.link.ToMaster;
import io.cellos.protocols.mesos.RecordIo;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The link to whichever master leads: made again whenever it breaks. What the master says comes in
 * order; what is said while there is no link is lost, as everything that matters is said again.
 */
public final class MasterLink implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MasterLink.class);
  private static final String PATH = "/cell-os/agent/link";
  private static final int MOST_BYTES = 64 << 20;
  private static final int MOST_REDIRECTS = 5;
  private static final int TEMPORARY_REDIRECT = 307;

  /** A master says something every 15 s at least. */
  private static final Duration SILENCE = Duration.ofSeconds(45);

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final int MOST_DOUBLINGS = 20;

  /** The agent on this side of the link. */
  public interface Agent {
    /** What a link begins with. */
    ToMaster.Register register() throws InterruptedException;

    void said(ToAgent message);

    /** The link is broken; what was said on it has been told. */
    void gone();
  }

  private final Agent agent;
  private final Duration backoff;
  private int failures;
  private final Thread thread;
  private Optional<URI> master = Optional.empty();
  private Optional<Outgoing> outgoing = Optional.empty();
  private InputStream stream;
  private volatile long heardAt;
  private boolean closed;
  private String lastFailure = "";

  private MasterLink(String name, Agent agent, Duration backoff) {
    this.agent = agent;
    this.backoff = backoff;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
  }

  /**
   * Begins to seek a link as soon as it is told of a master.
   *
   * @param backoff registration_backoff_factor: the longest pause before a link is tried again; it
   *     is at random, so that not all agents come at once
   */
  public static MasterLink start(String name, Agent agent, Duration backoff) {
    MasterLink link = new MasterLink(name, agent, backoff);
    link.thread.start();
    return link;
  }

  /** This one leads now, or nobody is known to. */
  public synchronized void lead(Optional<URI> leader) {
    if (!leader.equals(master)) {
      LOG.info("master: {}", leader.map(URI::toString).orElse("none"));
      master = leader;
      disconnect();
      notifyAll();
    }
  }

  /** The master that the link goes to, or will. */
  public synchronized Optional<URI> master() {
    return master;
  }

  /** Never waits. */
  public void say(ToMaster message) {
    Optional<Outgoing> way;
    synchronized (this) {
      way = outgoing;
    }
    way.ifPresent(out -> out.put(message));
  }

  private void run() {
    try {
      while (true) {
        URI to = awaitMaster();
        try {
          if (follow(to.resolve(PATH))) {
            failures = 0;
          }
        } catch (IOException e) {
          report(to, e);
        } finally {
          if (end()) {
            agent.gone();
          }
        }
        pause();
      }
    } catch (InterruptedException e) {
      LOG.debug("ends", e);
    }
  }

  private synchronized URI awaitMaster() throws InterruptedException {
    while (master.isEmpty()) {
      wait();
    }
    return master.get();
  }

  /**
   * A new leader ends it. It is short at first, because a master that has just been elected is
   * ready soon, and then longer and longer.
   */
  private synchronized void pause() throws InterruptedException {
    Optional<URI> now = master;
    long most = Math.clamp(FIRST_PAUSE.toMillis() << failures, 1, Math.max(1, backoff.toMillis()));
    failures = Math.min(failures + 1, MOST_DOUBLINGS);
    Deadline end = Deadline.in(Duration.ofMillis(1 + ThreadLocalRandom.current().nextLong(most)));
    while (master.equals(now) && !end.isPast()) {
      wait(1 + end.remaining().toMillis());
    }
    if (!master.equals(now)) {
      failures = 0;
    }
  }

  private void report(URI to, IOException failure) {
    String text = to + ": " + (failure.getMessage() == null ? failure : failure.getMessage());
    if (!text.equals(lastFailure)) {
      LOG.warn("no link with the master at {}", text);
      lastFailure = text;
    }
  }

  /** Returns when the link ends, and whether there was one. */
  private boolean follow(URI first) throws IOException, InterruptedException {
    URI to = first;
    for (int i = 0; i < MOST_REDIRECTS; i++) {
      byte[] register = RecordIo.frame(LinkCodec.write(agent.register()));
      HttpResponse<InputStream> answer =
          Calls.CLIENT.send(
              Calls.post(to, register).timeout(TIMEOUT).build(),
              HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream in = answer.body()) {
        if (answer.statusCode() == HttpURLConnection.HTTP_OK) {
          listen(to, answer.headers().firstValue(Outgoing.LINK).orElse(""), in);
          return true;
        }
        String location = answer.headers().firstValue("Location").orElse("");
        if (answer.statusCode() != TEMPORARY_REDIRECT || location.isEmpty()) {
          String why = new String(in.readNBytes(500), StandardCharsets.UTF_8);
          throw new IOException("answers " + answer.statusCode() + " " + why);
        }
        to = to.resolve(location);
      }
    }
    throw new IOException("leads from one to the next without end");
  }

  private void listen(URI to, String id, InputStream in) throws IOException, InterruptedException {
    synchronized (this) {
      if (closed) {
        throw new InterruptedException();
      }
      stream = in;
      heardAt = System.nanoTime();
      outgoing =
          Optional.of(Outgoing.start(to.resolve("calls"), id, this::isSilent, this::disconnect));
    }
    lastFailure = "";
    LOG.info("linked with the master at {}", to.getAuthority());
    RecordIo.Reader records = new RecordIo.Reader(new BufferedInputStream(in, 1 << 16), MOST_BYTES);
    for (byte[] next = records.next(); next != null; next = records.next()) {
      heardAt = System.nanoTime();
      ToAgent message = LinkCodec.toAgent(next);
      if (message instanceof ToAgent.Heartbeat) {
        say(new ToMaster.Heartbeat());
      } else {
        agent.said(message);
      }
    }
  }

  private boolean isSilent() {
    return System.nanoTime() - heardAt > SILENCE.toNanos();
  }

  /** Returns whether there was a link. */
  private synchronized boolean end() {
    disconnect();
    boolean was = outgoing.isPresent();
    outgoing.ifPresent(Outgoing::close);
    outgoing = Optional.empty();
    return was;
  }

  private synchronized void disconnect() {
    try {
      if (stream != null) {
        stream.close();
      }
    } catch (IOException e) {
      LOG.debug("was broken already", e);
    }
    stream = null;
  }

  /** What was said before is still sent, for as long as that takes not too long. */
  public void flush(Duration patience) throws InterruptedException {
    Optional<Outgoing> way;
    synchronized (this) {
      way = outgoing;
    }
    if (way.isPresent()) {
      way.get().flush(patience);
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      disconnect();
    }
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    end();
  }
}
