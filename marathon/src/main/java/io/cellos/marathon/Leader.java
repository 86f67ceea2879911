package io.cellos.marathon;

import io.cellos.base.lifecycle.Closer;
import io.cellos.marathon.check.HealthChecker;
import io.cellos.marathon.core.MarathonCore;
import io.cellos.marathon.core.MarathonEvent;
import io.cellos.marathon.core.Stored;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.InstanceId;
import io.cellos.marathon.core.view.MarathonView;
import io.cellos.marathon.loop.Checks;
import io.cellos.marathon.loop.Core;
import io.cellos.marathon.loop.MarathonLoop;
import io.cellos.marathon.metrics.MesosMeters;
import io.cellos.marathon.scheduler.Framework;
import io.cellos.marathon.scheduler.LeavingAgents;
import io.cellos.marathon.scheduler.MesosConnection;
import io.cellos.marathon.service.Service;
import io.cellos.marathon.state.Repository;
import java.io.IOException;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that runs only where Marathon leads. */
final class Leader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Leader.class);
  private static final Clock CLOCK = Clock.systemUTC();

  private final MarathonFlags flags;
  private final Repository repository;
  private final Consumer<String> end;
  private final MarathonLoop loop;
  private final Closer closer = new Closer();
  private volatile MesosConnection connection;

  private Leader(
      MarathonFlags flags,
      Repository repository,
      Stored stored,
      MesosMeters meters,
      Consumer<String> end) {
    this.flags = flags;
    this.repository = repository;
    this.end = end;
    MarathonCore core =
        new MarathonCore(flags.core(), () -> UUID.randomUUID().toString(), stored, CLOCK.instant());
    this.loop = new MarathonLoop(Core.of(core).counted(meters), repository, CLOCK, end);
  }

  /**
   * Goes on from what the last leader left.
   *
   * @param end called with the reason when this one must not lead any more
   * @throws IOException if it can't be read where the master is
   */
  static Leader begin(
      MarathonFlags flags,
      Repository repository,
      Stored stored,
      MesosMeters meters,
      Consumer<String> end)
      throws IOException {
    Leader leader = new Leader(flags, repository, stored, meters, end);
    try {
      leader.start();
      meters.leads();
      return leader;
    } catch (IOException | RuntimeException e) {
      leader.close();
      throw e;
    }
  }

  private void start() throws IOException {
    HealthChecker checker = closer.add(new HealthChecker(loop::submit));
    closer.add(loop);
    loop.start(repository::write, this::say, checks(checker));
    connection = closer.add(MesosConnection.start(flags.master(), new Subscriber()));
    closer.add(LeavingAgents.start(connection::master, this::leaving));
  }

  private void say(Call call) {
    MesosConnection now = connection;
    if (now != null) { // else there is no subscription yet either
      now.say(call);
    }
  }

  private void leaving(Set<String> agents) {
    try {
      loop.submit(new MarathonEvent.Leaving(agents));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Checks checks(HealthChecker checker) {
    return new Checks() {
      @Override
      public void watch(Instance instance) {
        checker.watch(instance);
      }

      @Override
      public void unwatch(InstanceId instance) {
        checker.unwatch(instance);
      }
    };
  }

  Service service() {
    return loop;
  }

  /** What the connection with Mesos needs of the rest. */
  private final class Subscriber implements Framework {
    @Override
    public FrameworkInfo info() {
      return flags.framework();
    }

    @Override
    public State state() throws IOException, InterruptedException {
      MarathonView view = loop.view();
      return new State(view.framework(), view.roles());
    }

    @Override
    public void submit(MarathonEvent event) throws InterruptedException {
      loop.submit(event);
    }

    @Override
    public void removed(String why) {
      Thread.ofPlatform().daemon().name("removed").start(() -> forget(why));
    }

    @Override
    public void failed(String why) {
      end.accept(why);
    }
  }

  /** The next leader subscribes as a new framework, and finds its tasks gone. */
  private void forget(String why) {
    loop.close();
    try {
      repository.forgetFramework();
    } catch (IOException e) {
      LOG.error("could not forget the framework's id", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    end.accept(why);
  }

  @Override
  public void close() {
    closer.close();
  }
}
