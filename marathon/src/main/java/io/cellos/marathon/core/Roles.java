package io.cellos.marathon.core;

import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.RunSpec;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.scheduler.Protos.Call;

/** The roles in which the framework is subscribed: those of all there is, and its own. */
final class Roles {
  private final Books books;
  private Group seen;
  private Set<String> ofRoot = Set.of();
  private Set<String> told = Set.of();

  Roles(Books books) {
    this.books = books;
  }

  @SuppressWarnings("ReferenceEquality") // the same object is the quick way to know
  Set<String> now() {
    if (seen != books.root()) {
      seen = books.root();
      Set<String> roles = new LinkedHashSet<>();
      books.settings().framework().ifPresent(info -> roles.addAll(info.getRolesList()));
      seen.allRunSpecs().map(RunSpec::role).forEach(roles::add);
      ofRoot = roles;
    }
    return ofRoot;
  }

  /** Whoever subscribes does it in the roles there are. */
  Set<String> subscribed() {
    told = Set.copyOf(now());
    return told;
  }

  /** Tells Mesos if they are others than in the subscription. */
  void say() {
    Set<String> now = now();
    if (!books.out().isConnected() || told.equals(now)) {
      return;
    }
    told = Set.copyOf(now);
    books.settings().framework().ifPresent(info -> books.out().say(update(info, now)));
  }

  private static Call.Builder update(FrameworkInfo info, Set<String> roles) {
    FrameworkInfo changed = info.toBuilder().clearRoles().addAllRoles(roles).build();
    return Call.newBuilder()
        .setType(Call.Type.UPDATE_FRAMEWORK)
        .setUpdateFramework(Call.UpdateFramework.newBuilder().setFrameworkInfo(changed));
  }
}
