package io.cellos.marathon.core;

import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.RunSpec;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.scheduler.Protos.Call;

/**
 * The roles in which the framework is subscribed: its own, those of all there shall be and of all
 * instances there are, and those in which reservations may be left: these are offered in their role
 * only, whenever their agent comes back. While a subscription lasts none is given up.
 */
final class Roles {
  private final Books books;
  private final Set<String> left;
  private Group seen;
  private Set<String> roles = Set.of();
  private boolean told;

  /**
   * @param left those in which reservations may be left
   */
  Roles(Books books, Set<String> left) {
    this.books = books;
    this.left = new LinkedHashSet<>(left);
  }

  /** An instance with reservations of the role is forgotten; they are still there. */
  void leftIn(String role) {
    if (left.add(role)) {
      books.out().save(new MarathonEffect.SaveRoles(left));
      seen = null;
    }
  }

  /** Those in which reservations may be left. */
  Set<String> left() {
    return Collections.unmodifiableSet(left);
  }

  /** Whoever subscribes does it in the roles there are. */
  Set<String> subscribed() {
    seen = books.root();
    roles = needed();
    told = true;
    return roles;
  }

  private Set<String> needed() {
    Set<String> all = new LinkedHashSet<>();
    books.settings().framework().ifPresent(info -> all.addAll(info.getRolesList()));
    books.root().allRunSpecs().map(RunSpec::role).forEach(all::add);
    books.roster().all().forEach(instance -> all.add(instance.role()));
    all.addAll(left);
    return all;
  }

  @SuppressWarnings("ReferenceEquality") // the same object is the quick way to know
  Set<String> now() {
    if (seen != books.root()) {
      seen = books.root();
      Set<String> more = new LinkedHashSet<>(roles);
      more.addAll(needed());
      told &= more.equals(roles);
      roles = more;
    }
    return roles;
  }

  /** Tells Mesos if there are more than before. */
  void say() {
    Set<String> all = now();
    if (books.out().isConnected() && !told) {
      told = true;
      books.settings().framework().ifPresent(info -> books.out().say(update(named(info), all)));
    }
  }

  private FrameworkInfo named(FrameworkInfo info) {
    return books.out().framework().map(id -> info.toBuilder().setId(id).build()).orElse(info);
  }

  private static Call.Builder update(FrameworkInfo info, Set<String> roles) {
    FrameworkInfo changed = info.toBuilder().clearRoles().addAllRoles(roles).build();
    return Call.newBuilder()
        .setType(Call.Type.UPDATE_FRAMEWORK)
        .setUpdateFramework(Call.UpdateFramework.newBuilder().setFrameworkInfo(changed));
  }
}
