package io.cellos.marathon.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cellos.marathon.core.Announcement;
import io.cellos.marathon.core.MarathonEffect;
import io.cellos.marathon.core.MarathonEvent;
import io.cellos.marathon.core.Verdict;
import io.cellos.marathon.core.group.GroupTree;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.InstanceId;
import io.cellos.marathon.core.view.MarathonView;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.RunSpec;
import io.cellos.marathon.model.Timestamp;
import io.cellos.marathon.service.History;
import io.cellos.marathon.service.Service;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the loop promises, with a core that does as the test says. */
final class MarathonLoopTest {
  private static final AppId APP = AppId.parse("/a");
  private static final AppId BUG = AppId.parse("/bug");

  private final List<String> happened = new CopyOnWriteArrayList<>();
  private final MarathonLoop loop =
      new MarathonLoop(new TestCore(), new NoHistory(), Clock.systemUTC(), happened::add);

  private static final class TestCore implements Core {
    @Override
    public List<MarathonEffect> on(MarathonEvent event, Instant now) {
      if (!(event instanceof MarathonEvent.ResetDelay(long call, AppId app))) {
        return List.of();
      }
      if (app.equals(BUG)) {
        throw new IllegalStateException("bug");
      }
      return List.of(
          new MarathonEffect.Say(Call.newBuilder().setType(Call.Type.REVIVE).build()),
          new MarathonEffect.Unwatch(InstanceId.of(APP, "00000000-0000-0000-0000-000000000000")),
          new MarathonEffect.Announce(new Announcement.AppTerminated(APP)),
          new MarathonEffect.SaveFramework(FrameworkID.newBuilder().setValue("f").build()),
          new MarathonEffect.Answer(call, new Verdict.Done()));
    }

    @Override
    public Optional<Instant> wakeAt() {
      return Optional.empty();
    }

    @Override
    public MarathonView view() {
      return new MarathonView(
          new GroupTree(Group.empty(AppId.ROOT, Timestamp.ZERO), false),
          Map.of(),
          List.of(),
          Map.of(),
          Map.of(),
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          Set.of());
    }
  }

  private static final class NoHistory implements History {
    @Override
    public List<Timestamp> versions(AppId spec) {
      return List.of();
    }

    @Override
    public Optional<RunSpec> spec(AppId spec, Timestamp version) {
      return Optional.empty();
    }

    @Override
    public List<Timestamp> rootVersions() {
      return List.of();
    }

    @Override
    public Optional<Group> root(Timestamp version) {
      return Optional.empty();
    }
  }

  private void start(Store store) {
    loop.start(
        store,
        call -> happened.add("said " + call.getType()),
        new Checks() {
          @Override
          public void watch(Instance instance) {
            happened.add("watched");
          }

          @Override
          public void unwatch(InstanceId instance) {
            happened.add("unwatched");
          }
        });
  }

  @AfterEach
  void stop() {
    loop.close();
  }

  private Verdict ask(AppId app) throws IOException, InterruptedException {
    return loop.call(id -> new MarathonEvent.ResetDelay(id, app));
  }

  @Test
  void whatIsDoneIsStoredBefore() throws IOException, InterruptedException {
    start(changes -> happened.add("wrote " + changes.size()));
    loop.listen(announcement -> happened.add("told"));
    assertThat(ask(APP)).isEqualTo(new Verdict.Done());
    assertThat(happened).containsExactly("wrote 1", "said REVIVE", "unwatched", "told");
    assertThat(loop.view().instances()).isEmpty();
  }

  @Test
  void whatCannotBeStoredIsNotDone() throws InterruptedException {
    start(
        changes -> {
          throw new IOException("no majority");
        });
    Thread caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    ask(APP);
                  } catch (IOException | InterruptedException e) {
                    happened.add("no answer");
                  }
                });
    await().until(() -> happened.contains("state can't be written: no majority"));
    loop.close();
    caller.join();
    assertThat(happened).containsExactly("state can't be written: no majority", "no answer");
    assertThatThrownBy(() -> ask(APP)).hasMessage("this marathon has stopped");
  }

  @Test
  void aBugCostsOneAnswer() throws IOException, InterruptedException {
    start(changes -> {});
    assertThatThrownBy(() -> ask(BUG)).isInstanceOf(IOException.class);
    assertThat(ask(APP)).isEqualTo(new Verdict.Done());
  }

  @Test
  void listenersDoNotDisturbEachOther() throws IOException, InterruptedException {
    start(changes -> {});
    loop.listen(
        announcement -> {
          throw new IllegalStateException("a listener");
        });
    Service.Subscription subscription = loop.listen(announcement -> happened.add("told"));
    ask(APP);
    subscription.close();
    ask(APP);
    assertThat(happened.stream().filter("told"::equals)).hasSize(1);
  }

  @Test
  void abdicationIsAnEnd() {
    loop.abdicate();
    assertThat(happened).containsExactly("was asked to lead no more");
  }
}
