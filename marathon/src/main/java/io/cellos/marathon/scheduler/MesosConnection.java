package io.cellos.marathon.scheduler;

import io.cellos.marathon.core.MarathonEvent;
import io.cellos.protocols.mesos.Endpoint;
import io.cellos.protocols.mesos.SchedulerClient;
import io.cellos.protocols.mesos.Wire;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this framework subscribed with the leading master, whichever that is. A subscription that
 * ends is followed by another one, after pauses that grow while there is none to be had.
 */
public final class MesosConnection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MesosConnection.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration LEAST_PAUSE = Duration.ofMillis(50);
  private static final Duration MOST_PAUSE = Duration.ofSeconds(3);

  private final Framework framework;
  private final Thread thread;
  private LeadingMaster leader;
  private volatile Subscription subscription;
  private volatile URI subscribedWith;
  private volatile boolean closed;

  private MesosConnection(Framework framework) {
    this.framework = framework;
    this.thread = Thread.ofPlatform().daemon().name("mesos-connection").unstarted(this::run);
  }

  /**
   * Begins to look for a master to subscribe with.
   *
   * @throws IOException if it can't be read where ZooKeeper is
   */
  public static MesosConnection start(MasterAddress address, Framework framework)
      throws IOException {
    MesosConnection connection = new MesosConnection(framework);
    connection.leader = LeadingMaster.follow(address, connection::leaderChanged);
    connection.thread.start();
    return connection;
  }

  /** Makes the call soon, after those before; it is lost if there is no subscription. */
  public void say(Call call) {
    Subscription now = subscription;
    if (now != null) {
      now.say(call);
    }
  }

  /** The master of the subscription there is. */
  public Optional<Endpoint> master() {
    return Optional.ofNullable(subscription).map(now -> now.client().master());
  }

  /** A master that leads no more may not notice for long. */
  private void leaderChanged() {
    Subscription now = subscription;
    URI with = subscribedWith;
    if (now != null
        && leader != null
        && leader.now().filter(uri -> !uri.equals(with)).isPresent()) {
      now.client().close();
    }
  }

  private void run() {
    Duration pause = LEAST_PAUSE;
    String lastFailure = "";
    try {
      while (!closed) {
        Optional<URI> master = leader.await(MOST_PAUSE);
        if (master.isPresent()) {
          try {
            subscribe(master.get());
            pause = LEAST_PAUSE;
            lastFailure = "";
          } catch (IOException e) {
            if (!e.toString().equals(lastFailure)) {
              LOG.warn("no subscription with {}: {}", master.get(), e.toString());
            }
            lastFailure = e.toString();
          }
          TimeUnit.NANOSECONDS.sleep(pause.toNanos());
          pause = min(pause.multipliedBy(2));
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("ends", e); // only close() interrupts
    } catch (RuntimeException e) {
      LOG.error("this is a bug", e);
      framework.failed("a bug of the connection with Mesos: " + e);
    }
  }

  private static Duration min(Duration pause) {
    return pause.compareTo(MOST_PAUSE) < 0 ? pause : MOST_PAUSE;
  }

  /** Returns when the subscription has ended; fails if there was none. */
  private void subscribe(URI master) throws IOException, InterruptedException {
    Framework.State state = framework.state();
    try (SchedulerClient client =
        SchedulerClient.subscribe(Endpoint.of(master, TIMEOUT), Wire.PROTOBUF, call(state))) {
      Event first = client.next();
      while (first != null && first.getType() == Event.Type.HEARTBEAT) {
        first = client.next();
      }
      if (first == null) {
        throw new IOException("the master ends the subscription at once");
      }
      if (first.getType() != Event.Type.SUBSCRIBED) {
        refused(first);
        return;
      }
      LOG.info("subscribed with {} as {}", master, id(first).getValue());
      try (Subscription begun = Subscription.begin(client, id(first))) {
        subscribedWith = master;
        subscription = begun;
        leaderChanged(); // it may have, before this one could be closed
        follow(client, first, state.roles());
      } finally {
        subscription = null;
        framework.submit(new MarathonEvent.Disconnected());
      }
    }
  }

  private static FrameworkID id(Event subscribed) {
    return subscribed.getSubscribed().getFrameworkId();
  }

  private Call call(Framework.State state) {
    FrameworkInfo.Builder info = infoWith(state.roles());
    Call.Builder call = Call.newBuilder().setType(Call.Type.SUBSCRIBE);
    state
        .id()
        .ifPresent(
            id -> {
              info.setId(id);
              call.setFrameworkId(id);
            });
    return call.setSubscribe(Call.Subscribe.newBuilder().setFrameworkInfo(info)).build();
  }

  private FrameworkInfo.Builder infoWith(Set<String> roles) {
    return framework.info().toBuilder().clearRoles().addAllRoles(roles.stream().sorted().toList());
  }

  private void refused(Event event) throws IOException {
    String why = event.hasError() ? event.getError().getMessage() : event.getType().name();
    if (why.contains("has been removed") || why.contains("Completed framework")) {
      framework.removed("Mesos does not know this framework any more: " + why);
    }
    throw new IOException("the master refuses the subscription: " + why);
  }

  private void follow(SchedulerClient client, Event subscribed, Set<String> roles)
      throws InterruptedException {
    try {
      Events.read(subscribed).ifPresent(this::submit);
      sayNewRoles(roles);
      for (Event event = client.next(); event != null; event = client.next()) {
        if (event.getType() == Event.Type.ERROR) {
          refused(event);
        }
        Events.read(event).ifPresent(this::submit);
      }
      LOG.info("the subscription has ended");
    } catch (IOException e) {
      LOG.warn("the subscription has ended: {}", e.toString());
    }
  }

  private void submit(MarathonEvent event) {
    try {
      framework.submit(event);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Roles may have come while the subscription began, of which the core believes it has them. */
  private void sayNewRoles(Set<String> subscribed) throws IOException, InterruptedException {
    Set<String> now = framework.state().roles();
    if (!now.equals(subscribed)) {
      say(
          Call.newBuilder()
              .setType(Call.Type.UPDATE_FRAMEWORK)
              .setUpdateFramework(Call.UpdateFramework.newBuilder().setFrameworkInfo(infoWith(now)))
              .build());
    }
  }

  /** Ends the connection; the framework lives on for its failover timeout. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    leader.close();
  }
}
