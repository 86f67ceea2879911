package io.cellos.marathon.api;

import io.cellos.marathon.core.Announcement;
import io.cellos.marathon.core.CoreSettings;
import io.cellos.marathon.core.MarathonCore;
import io.cellos.marathon.core.MarathonEffect;
import io.cellos.marathon.core.MarathonEvent;
import io.cellos.marathon.core.Stored;
import io.cellos.marathon.core.Verdict;
import io.cellos.marathon.core.view.MarathonView;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.Timestamp;
import io.cellos.marathon.service.History;
import io.cellos.marathon.service.Service;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.apache.mesos.v1.Protos.FrameworkInfo;

/** A leader with the real core, that keeps nothing and says nothing to Mesos. */
final class CoreService implements Service {
  private final List<Consumer<Announcement>> listeners = new CopyOnWriteArrayList<>();
  private final FakeService history = new FakeService();
  private final MarathonCore core;
  private long calls;

  CoreService() {
    Group root = Group.empty(AppId.ROOT, Timestamp.ofMillis(1000));
    Stored stored = Stored.nothing(root);
    core =
        new MarathonCore(
            CoreSettings.DEFAULT.withFramework(
                FrameworkInfo.newBuilder().setUser("u").setName("n").addRoles("*").build()),
            () -> UUID.randomUUID().toString(),
            stored,
            Instant.now());
  }

  synchronized void happens(MarathonEvent event) {
    perform(event);
  }

  private Optional<Verdict> perform(MarathonEvent event) {
    Optional<Verdict> answer = Optional.empty();
    for (MarathonEffect effect : core.on(event, Instant.now())) {
      if (effect instanceof MarathonEffect.Answer(long _, Verdict verdict)) {
        answer = Optional.of(verdict);
      } else if (effect instanceof MarathonEffect.Announce(Announcement announcement)) {
        listeners.forEach(listener -> listener.accept(announcement));
      }
    }
    return answer;
  }

  @Override
  public synchronized Verdict call(LongFunction<MarathonEvent> event) {
    return perform(event.apply(++calls)).orElseThrow();
  }

  @Override
  public synchronized MarathonView view() {
    return core.view();
  }

  @Override
  public History history() {
    return history;
  }

  @Override
  public Subscription listen(Consumer<Announcement> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public void abdicate() {}
}
