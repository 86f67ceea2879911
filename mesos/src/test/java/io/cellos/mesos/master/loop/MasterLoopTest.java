package io.cellos.mesos.master.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.cellos.base.http.Outbox;
import io.cellos.mesos.master.core.MasterEffect;
import io.cellos.mesos.master.core.MasterEvent;
import io.cellos.mesos.master.core.Verdict;
import io.cellos.mesos.master.core.view.MasterView;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.mesos.v1.maintenance.Protos.ClusterStatus;
import org.apache.mesos.v1.maintenance.Protos.Schedule;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the loop promises, with a core that does as the test says. */
final class MasterLoopTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ConcurrentLinkedQueue<String> happened = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
  private final TestCore core = new TestCore();
  private MasterLoop loop;

  private static final class TestCore implements Core {
    volatile Optional<Instant> wake = Optional.empty();
    final AtomicInteger ticks = new AtomicInteger();

    @Override
    public List<MasterEffect> on(MasterEvent event, Instant now) {
      return switch (event) {
        case MasterEvent.SchedulerCall call when call.stream().equals("bug") ->
            throw new IllegalStateException("bug");
        case MasterEvent.SchedulerCall call ->
            List.of(
                new MasterEffect.ToScheduler(
                    "s", Event.newBuilder().setType(Event.Type.HEARTBEAT).build()),
                new MasterEffect.Answer(call.callId(), new Verdict.Accepted()),
                new MasterEffect.Save("k/" + call.callId(), ByteString.EMPTY));
        case MasterEvent.Tick _ -> {
          ticks.incrementAndGet();
          wake = Optional.empty();
          yield List.of();
        }
        case MasterEvent.Subscribe _,
            MasterEvent.SchedulerGone _,
            MasterEvent.AgentJoined _,
            MasterEvent.AgentSaid _,
            MasterEvent.AgentGone _,
            MasterEvent.OperatorCall _ ->
            List.of();
      };
    }

    @Override
    public Optional<Instant> wakeAt() {
      return wake;
    }

    @Override
    public MasterView view() {
      return new MasterView(
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          Map.of(),
          Map.of(),
          List.of(),
          List.of(),
          List.of(),
          Schedule.getDefaultInstance(),
          ClusterStatus.getDefaultInstance(),
          Map.of());
    }
  }

  private void start(Registry registry) {
    loop = MasterLoop.start(core, registry, Clock.systemUTC(), PATIENCE, failures::add);
    loop.clients()
        .schedulers()
        .open(
            "s",
            new Outbox<>(
                "s",
                event -> {
                  happened.add("told");
                  return 1;
                },
                1 << 20,
                () -> {}));
  }

  @AfterEach
  void stop() {
    loop.close();
  }

  private static Call call() {
    return Call.newBuilder().setType(Call.Type.REVIVE).build();
  }

  @Test
  void registryIsWrittenBeforeAnybodyHears() throws IOException, InterruptedException {
    start(changes -> happened.add("wrote " + changes.size()));
    assertThat(loop.schedulerCall("s", call())).isEqualTo(new Verdict.Accepted());
    assertThat(happened).containsExactly("wrote 1", "told");
  }

  @Test
  void whatPilesUpIsWrittenAtOnce() throws InterruptedException {
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    start(
        changes -> {
          happened.add("wrote " + changes.size());
          first.countDown();
          go.await();
        });
    List<Thread> callers = new ArrayList<>();
    callers.add(caller());
    first.await();
    for (int i = 0; i < 10; i++) {
      callers.add(caller());
    }
    await().until(() -> loop.backlog() == 10);
    go.countDown();
    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(happened).startsWith("wrote 1", "told", "wrote 10", "told").hasSize(13);
  }

  private Thread caller() {
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                loop.schedulerCall("s", call());
              } catch (IOException | InterruptedException e) {
                happened.add(e.toString());
              }
            });
  }

  @Test
  void failedWriteStopsTheMasterUnheard() {
    start(
        changes -> {
          throw new IOException("no majority");
        });
    Thread caller = caller();
    await().until(() -> !failures.isEmpty());
    loop.close();
    await().until(() -> !caller.isAlive());
    assertThat(failures).containsExactly("state can't be written: no majority");
    assertThat(happened).hasSize(1).first().asString().contains("this master can't answer");
  }

  @Test
  void bugOfTheCoreCostsOneAnswerOnly() throws IOException, InterruptedException {
    start(Registry.NONE);
    assertThatThrownBy(() -> loop.schedulerCall("bug", call())).isInstanceOf(IOException.class);
    assertThat(loop.schedulerCall("s", call())).isEqualTo(new Verdict.Accepted());
    assertThat(failures).isEmpty();
  }

  @Test
  void tickComesWhenItIsDue() {
    core.wake = Optional.of(Instant.now().plusMillis(50));
    start(Registry.NONE);
    await().atMost(PATIENCE).until(() -> core.ticks.get() == 1);
  }
}
