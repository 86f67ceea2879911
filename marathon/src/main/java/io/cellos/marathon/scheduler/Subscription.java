package io.cellos.marathon.scheduler;

import io.cellos.protocols.mesos.CallRefusedException;
import io.cellos.protocols.mesos.SchedulerClient;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls of one subscription, made one after the other by a thread of its own; acknowledgements by
 * another one, because there are as many as updates and nothing depends on them.
 */
final class Subscription implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);

  private final SchedulerClient client;
  private final FrameworkID framework;
  private final Lane calls = new Lane("mesos-calls");
  private final Lane acknowledgements = new Lane("mesos-acknowledgements");

  private Subscription(SchedulerClient client, FrameworkID framework) {
    this.client = client;
    this.framework = framework;
  }

  /** Calls can be made from now on. */
  static Subscription begin(SchedulerClient client, FrameworkID framework) {
    Subscription subscription = new Subscription(client, framework);
    subscription.calls.thread.start();
    subscription.acknowledgements.thread.start();
    return subscription;
  }

  void say(Call call) {
    switch (call.getType()) {
      case ACKNOWLEDGE, ACKNOWLEDGE_OPERATION_STATUS -> acknowledgements.waiting.add(call);
      case UNKNOWN,
          SUBSCRIBE,
          TEARDOWN,
          ACCEPT,
          DECLINE,
          ACCEPT_INVERSE_OFFERS,
          DECLINE_INVERSE_OFFERS,
          REVIVE,
          KILL,
          SHUTDOWN,
          RECONCILE,
          RECONCILE_OPERATIONS,
          MESSAGE,
          REQUEST,
          SUPPRESS,
          UPDATE_FRAMEWORK ->
          calls.waiting.add(call);
    }
  }

  /** Calls in order. */
  private final class Lane {
    final BlockingQueue<Call> waiting = new LinkedBlockingQueue<>();
    final Thread thread;

    Lane(String name) {
      thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    private void run() {
      try {
        while (true) {
          send(waiting.take());
        }
      } catch (InterruptedException e) {
        LOG.debug("ends", e); // only close() interrupts
      } catch (IOException e) {
        LOG.warn("the connection with the master is given up: {}", e.toString());
        client.close(); // what was lost must not be followed by more
      }
    }
  }

  private void send(Call call) throws IOException {
    try {
      client.call(complete(call));
    } catch (CallRefusedException e) {
      LOG.warn("Mesos refuses a call: {}", e.getMessage());
    }
  }

  private Call complete(Call call) {
    Call.Builder complete = call.toBuilder().setFrameworkId(framework);
    if (complete.hasUpdateFramework()) {
      complete.getUpdateFrameworkBuilder().getFrameworkInfoBuilder().setId(framework);
    }
    return complete.build();
  }

  SchedulerClient client() {
    return client;
  }

  /** Calls that were not made yet are lost. */
  @Override
  public void close() {
    calls.thread.interrupt();
    acknowledgements.thread.interrupt();
    client.close();
  }
}
