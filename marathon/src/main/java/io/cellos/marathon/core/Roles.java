package io.cellos.marathon.core;

import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.RunSpec;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.scheduler.Protos.Call;

/**
 * The roles in which the framework is subscribed: those of all there is, and its own. While a
 * subscription lasts none is given up, because reservations of a role are offered in it only.
 */
final class Roles {
  private final Books books;
  private Group seen;
  private Set<String> roles = Set.of();
  private boolean told;

  Roles(Books books) {
    this.books = books;
  }

  /** Whoever subscribes does it in the roles there are. */
  Set<String> subscribed() {
    seen = books.root();
    roles = ofRoot();
    told = true;
    return roles;
  }

  private Set<String> ofRoot() {
    Set<String> all = new LinkedHashSet<>();
    books.settings().framework().ifPresent(info -> all.addAll(info.getRolesList()));
    books.root().allRunSpecs().map(RunSpec::role).forEach(all::add);
    return all;
  }

  @SuppressWarnings("ReferenceEquality") // the same object is the quick way to know
  Set<String> now() {
    if (seen != books.root()) {
      seen = books.root();
      Set<String> more = new LinkedHashSet<>(roles);
      more.addAll(ofRoot());
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
