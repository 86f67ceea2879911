package io.cellos.marathon.core;

import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * In which roles offers are wanted. They are asked for when something begins to wait, and whenever
 * offers that were declined may fit now; where nothing waits they are not wanted.
 */
final class Interest {
  /** Offers are asked for at once, but not more often than this. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  /** So long offers are looked at for reservations that nobody needs. */
  private static final Duration CLEANING = Duration.ofSeconds(15);

  private record Due(AppId app, Timestamp when) {}

  /** What was last said of a role in this subscription. */
  private static final class Said {
    private boolean wanted;
    private boolean suppressed;
    private boolean refused;
    private Instant revived = Instant.EPOCH;
    private boolean waking;
  }

  private final Books books;
  private final Map<String, Said> said = new HashMap<>();
  private final Map<String, Instant> cleaning = new HashMap<>();
  private final Set<String> again = new HashSet<>();
  private final Set<Due> wakes = new HashSet<>();
  private long seen = -1;

  Interest(Books books) {
    this.books = books;
  }

  /** Mesos remembers nothing of what was said before. */
  void forgetSaid() {
    said.clear();
    again.clear();
    seen = -1;
  }

  /** An offer, or what was left of it, will not come again soon unless it is asked for. */
  void refused(String role) {
    said(role).refused = true;
  }

  private Said said(String role) {
    return said.computeIfAbsent(role, name -> new Said());
  }

  /** Reservations of the role may be left. */
  void lookForLeftovers(String role) {
    Instant until = books.now().instant().plus(CLEANING);
    cleaning.put(role, until);
    again.add(role);
    books.timers().at(until, () -> seen = -1);
    seen = -1;
  }

  /** An instance is gone; its place may be what another of the app waits for. */
  void somethingEnded(AppId app) {
    if (books.roster().isQueued(app)) {
      again(app);
    }
  }

  /** It began to wait; if it must wait before it may be launched, it is asked for then. */
  private void arrived(AppId app) {
    Crew crew = books.roster().crew(app);
    crew.waiting().stream()
        .findFirst()
        .filter(first -> crew.backoff().isDue(first.configVersion(), books.now()))
        .ifPresent(first -> again.addAll(roles(crew)));
  }

  /** What was declined may fit now. */
  void again(AppId app) {
    again.addAll(roles(books.roster().crew(app)));
    seen = -1;
  }

  /** The roles that its instances wait in; only those that keep data can be of several. */
  private static Set<String> roles(Crew crew) {
    Set<String> roles = new LinkedHashSet<>();
    for (Instance instance : crew.waiting()) {
      roles.add(instance.role());
      if (!instance.spec().isResident()) {
        break;
      }
    }
    return roles;
  }

  /** Something that waits may be due earlier or later. */
  void look() {
    seen = -1;
  }

  /** Says what is to be said, if anything. */
  void say(Set<String> roles) {
    if (!books.out().isConnected() || seen == books.roster().changes()) {
      return;
    }
    seen = books.roster().changes();
    books.roster().takeArrivals().forEach(this::arrived);
    Set<String> wanted = wanted();
    Set<String> all = new LinkedHashSet<>(roles);
    all.addAll(wanted);
    for (String role : all) {
      if (wanted.contains(role)) {
        revive(role);
      } else if (!said(role).suppressed) {
        said(role).suppressed = true;
        said(role).wanted = false;
        books.out().say(Calls.suppress(role));
      }
    }
    again.retainAll(wanted);
  }

  private void revive(String role) {
    Said last = said(role);
    if (last.wanted && !(last.refused && again.contains(role))) {
      again.remove(role);
      return;
    }
    Instant now = books.now().instant();
    Instant earliest = last.revived.plus(PAUSE);
    if (earliest.isAfter(now)) {
      if (!last.waking) {
        last.waking = true;
        books
            .timers()
            .at(
                earliest,
                () -> {
                  last.waking = false;
                  seen = -1;
                });
      }
      return;
    }
    last.wanted = true;
    last.suppressed = false;
    last.refused = false;
    last.revived = now;
    again.remove(role);
    books.out().say(Calls.revive(role));
  }

  private Set<String> wanted() {
    Timestamp now = books.now();
    Set<String> wanted = new LinkedHashSet<>();
    for (Crew crew : books.roster().queue()) {
      Instance first = crew.waiting().iterator().next();
      Optional<Timestamp> until = crew.backoff().until(first.configVersion());
      if (until.isPresent() && until.get().isAfter(now)) {
        wakeAt(until.get(), crew.id());
      } else {
        wanted.addAll(roles(crew));
      }
    }
    cleaning.values().removeIf(until -> !until.isAfter(now.instant()));
    wanted.addAll(cleaning.keySet());
    return wanted;
  }

  private void wakeAt(Timestamp when, AppId app) {
    Due due = new Due(app, when);
    if (wakes.add(due)) {
      books
          .timers()
          .at(
              when.instant(),
              () -> {
                wakes.remove(due);
                again(app);
              });
    }
  }
}
