package io.cellos.marathon.core;

import java.util.Optional;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.MasterInfo;

/** The subscription with a master, and what is said when one begins. */
final class Session {
  private final Books books;
  private final Kills kills;
  private final Strays strays;
  private final Interest interest;
  private final Reconciliation reconciliation;
  private final Roles roles;
  private Optional<FrameworkID> framework;
  private Optional<MasterInfo> master = Optional.empty();
  private boolean subscribedBefore;

  Session(
      Books books,
      Kills kills,
      Strays strays,
      Interest interest,
      Reconciliation reconciliation,
      Roles roles,
      Optional<FrameworkID> framework) {
    this.books = books;
    this.kills = kills;
    this.strays = strays;
    this.interest = interest;
    this.reconciliation = reconciliation;
    this.roles = roles;
    this.framework = framework;
  }

  void subscribed(FrameworkID id, Optional<MasterInfo> leader) {
    if (!framework.equals(Optional.of(id))) {
      books.out().save(new MarathonEffect.SaveFramework(id));
    }
    framework = Optional.of(id);
    master = leader;
    books.localRegion(
        leader
            .filter(info -> info.getDomain().hasFaultDomain())
            .map(info -> info.getDomain().getFaultDomain().getRegion().getName()));
    books
        .out()
        .announce(
            new Announcement.SchedulerRegistered(
                id.getValue(),
                leader.map(info -> info.getAddress().getHostname()).orElse(""),
                subscribedBefore));
    subscribedBefore = true;
    books.out().connected(id);
    strays.subscribed();
    reconciliation.subscribed();
    kills.sayAgain();
    interest.forgetSaid();
    roles.subscribed().forEach(interest::lookForLeftovers);
  }

  void disconnected() {
    if (books.out().isConnected()) {
      books.out().disconnected();
      master = Optional.empty();
      books.out().announce(new Announcement.SchedulerDisconnected());
    }
  }

  Optional<FrameworkID> framework() {
    return framework;
  }

  Optional<MasterInfo> master() {
    return master;
  }
}
