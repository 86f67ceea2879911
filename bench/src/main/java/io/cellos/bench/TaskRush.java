package io.cellos.bench;

import io.cellos.it.mesos.Framework;
import io.cellos.protocols.mesos.Resources;
import io.cellos.protocols.mesos.WireException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.Filters;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.TaskID;
import org.apache.mesos.v1.Protos.TaskInfo;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;

/** A framework that launches tasks as fast as it is offered room for them. */
final class TaskRush {
  private static final String OF_ONE = "cpus:0.1;mem:16";

  private final int tasks;
  private final int perOffer;
  private final Resources ofOne;
  private final TaskState wanted;
  private final AtomicInteger launched = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final CountDownLatch left;
  private volatile Framework framework;

  TaskRush(int tasks, int agents) throws WireException {
    this(tasks, Math.max(1, tasks / agents), TaskState.TASK_RUNNING);
  }

  /**
   * @param perOffer at most so many in one offer
   * @param wanted the state that counts
   */
  TaskRush(int tasks, int perOffer, TaskState wanted) throws WireException {
    this.tasks = tasks;
    this.perOffer = perOffer;
    this.wanted = wanted;
    this.ofOne = Resources.parse(OF_ONE);
    this.left = new CountDownLatch(tasks);
  }

  int failed() {
    return failed.get();
  }

  /** The time from the first call until the last acknowledgement is answered. */
  Duration run(URI master) throws IOException, InterruptedException {
    FrameworkInfo info = FrameworkInfo.newBuilder().setUser("root").setName("rush").build();
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      long begin = System.nanoTime();
      CountDownLatch ready = new CountDownLatch(1);
      framework =
          Framework.subscribe(
              http,
              master,
              info,
              event -> {
                try {
                  ready.await();
                  hear(event);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      ready.countDown();
      boolean done = left.await(5, TimeUnit.MINUTES);
      framework.flush();
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      framework.tearDown();
      framework.close();
      if (!done) {
        throw new IOException(
            left.getCount() + " of " + tasks + " tasks are not " + wanted + framework.failure());
      }
      return took;
    }
  }

  private void hear(Event event) {
    if (event.getType() == Event.Type.OFFERS) {
      event.getOffers().getOffersList().forEach(this::use);
    } else if (event.getType() == Event.Type.UPDATE) {
      var status = event.getUpdate().getStatus();
      framework.acknowledge(status);
      if (status.getState() == wanted) {
        left.countDown();
      } else if (isBad(status.getState())) {
        failed.incrementAndGet();
        left.countDown();
      }
    }
  }

  private static boolean isBad(TaskState state) {
    return switch (state) {
      case TASK_FAILED, TASK_LOST, TASK_ERROR, TASK_KILLED, TASK_DROPPED, TASK_GONE -> true;
      default -> false;
    };
  }

  private void use(Offer offer) {
    Resources free = Resources.of(offer.getResourcesList());
    Call.Accept.Builder accept =
        Call.Accept.newBuilder()
            .addOfferIds(offer.getId())
            .setFilters(Filters.newBuilder().setRefuseSeconds(launched.get() < tasks ? 0 : 3600));
    Offer.Operation.Launch.Builder launch = Offer.Operation.Launch.newBuilder();
    while (launch.getTaskInfosCount() < perOffer
        && free.contains(ofOne)
        && launched.get() < tasks) {
      launch.addTaskInfos(task(offer, launched.incrementAndGet()));
      free = free.minus(ofOne);
    }
    if (launch.getTaskInfosCount() > 0) {
      accept.addOperations(
          Offer.Operation.newBuilder().setType(Offer.Operation.Type.LAUNCH).setLaunch(launch));
    }
    framework.call(Call.newBuilder().setType(Call.Type.ACCEPT).setAccept(accept));
  }

  private TaskInfo task(Offer offer, int number) {
    return TaskInfo.newBuilder()
        .setName("rush")
        .setTaskId(TaskID.newBuilder().setValue("rush-" + number))
        .setAgentId(offer.getAgentId())
        .addAllResources(ofOne.list())
        .setCommand(CommandInfo.newBuilder().setValue("true"))
        .build();
  }
}
