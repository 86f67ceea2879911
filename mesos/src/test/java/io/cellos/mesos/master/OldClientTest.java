package io.cellos.mesos.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mesosphere.mesos.rx.java.AwaitableSubscription;
import com.mesosphere.mesos.rx.java.SinkOperation;
import com.mesosphere.mesos.rx.java.SinkOperations;
import com.mesosphere.mesos.rx.java.protobuf.ProtobufMesosClientBuilder;
import com.mesosphere.mesos.rx.java.util.UserAgentEntries;
import io.cellos.coordination.testing.TestZooKeeper;
import io.cellos.mesos.testing.SimulatedAgent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.TaskState;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rx.Observable;

/** A framework that is written with Mesosphere's client, as its users wrote theirs. */
final class OldClientTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<TaskState> states = new CopyOnWriteArrayList<>();
  private final AtomicBoolean launched = new AtomicBoolean();
  private volatile FrameworkID id;

  private AwaitableSubscription subscribe(URI master) {
    FrameworkInfo info =
        FrameworkInfo.newBuilder().setUser("nobody").setName("old").setFailoverTimeout(0).build();
    return ProtobufMesosClientBuilder.schedulerUsingProtos()
        .mesosUri(master.resolve("/api/v1/scheduler"))
        .applicationUserAgentEntry(UserAgentEntries.literal("old", "1"))
        .subscribe(
            Call.newBuilder()
                .setType(Call.Type.SUBSCRIBE)
                .setSubscribe(Call.Subscribe.newBuilder().setFrameworkInfo(info))
                .build())
        .processStream(events -> events.flatMap(event -> Observable.from(sinks(event))))
        .build()
        .openStream();
  }

  private List<Optional<SinkOperation<Call>>> sinks(Event event) {
    List<Optional<SinkOperation<Call>>> sinks = new ArrayList<>();
    for (Call.Builder call : answer(event)) {
      sinks.add(Optional.of(SinkOperations.create(call.setFrameworkId(id).build())));
    }
    return sinks;
  }

  /** Launches one task, kills it when it runs, and acknowledges everything. */
  private List<Call.Builder> answer(Event event) {
    return switch (event.getType()) {
      case SUBSCRIBED -> {
        id = event.getSubscribed().getFrameworkId();
        yield List.of();
      }
      case OFFERS -> event.getOffers().getOffersList().stream().map(this::answer).toList();
      case UPDATE -> {
        TaskStatus status = event.getUpdate().getStatus();
        states.add(status.getState());
        Call.Builder acknowledge =
            Call.newBuilder()
                .setType(Call.Type.ACKNOWLEDGE)
                .setAcknowledge(
                    Call.Acknowledge.newBuilder()
                        .setAgentId(status.getAgentId())
                        .setTaskId(status.getTaskId())
                        .setUuid(status.getUuid()));
        Call.Builder kill =
            Call.newBuilder()
                .setType(Call.Type.KILL)
                .setKill(Call.Kill.newBuilder().setTaskId(status.getTaskId()));
        yield status.getState() == TaskState.TASK_RUNNING
            ? List.of(acknowledge, kill)
            : List.of(acknowledge);
      }
      default -> List.of();
    };
  }

  private Call.Builder answer(Offer offer) {
    if (launched.getAndSet(true)) {
      return Call.newBuilder()
          .setType(Call.Type.DECLINE)
          .setDecline(Call.Decline.newBuilder().addOfferIds(offer.getId()));
    }
    try {
      Offer.Operation launch =
          Offer.Operation.newBuilder()
              .setType(Offer.Operation.Type.LAUNCH)
              .setLaunch(
                  Offer.Operation.Launch.newBuilder().addTaskInfos(TaskCycleTest.task(offer, "t")))
              .build();
      return Call.newBuilder()
          .setType(Call.Type.ACCEPT)
          .setAccept(Call.Accept.newBuilder().addOfferIds(offer.getId()).addOperations(launch));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void cycle(URI subscribeAt, TestMaster leader) throws IOException {
    try (SimulatedAgent agent = SimulatedAgent.start(leader.uri(), "a", "cpus:2;mem:512")) {
      agent.id().join();
      AwaitableSubscription subscription = subscribe(subscribeAt);
      try {
        await().atMost(PATIENCE).until(() -> states.contains(TaskState.TASK_KILLED));
        assertThat(states).containsExactly(TaskState.TASK_RUNNING, TaskState.TASK_KILLED);
        String ended = "/frameworks/0/completed_tasks/0/state";
        await().until(() -> leader.json("/state").at(ended).asText().equals("TASK_KILLED"));
      } finally {
        subscription.unsubscribe();
      }
      await()
          .atMost(PATIENCE)
          .until(() -> leader.json("/frameworks").get("completed_frameworks").size() == 1);
    }
  }

  @Test
  void runsATask() throws IOException {
    try (TestMaster master = TestMaster.start()) {
      cycle(master.uri(), master);
    }
  }

  @Test
  void findsTheLeaderByARedirect(@TempDir Path directory) throws IOException, InterruptedException {
    try (TestZooKeeper zookeeper = TestZooKeeper.start(directory);
        TestMaster one = TestMaster.start("--zk=" + zookeeper.url("/mesos"));
        TestMaster two = TestMaster.start("--zk=" + zookeeper.url("/mesos"))) {
      await().atMost(PATIENCE).until(() -> one.server().isLeading() || two.server().isLeading());
      TestMaster leader = one.server().isLeading() ? one : two;
      TestMaster other = leader == one ? two : one;
      await().atMost(PATIENCE).until(() -> other.get("/redirect").status() == 307);
      cycle(other.uri(), leader);
    }
  }
}
