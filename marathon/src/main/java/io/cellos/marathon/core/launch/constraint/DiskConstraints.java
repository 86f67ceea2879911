package io.cellos.marathon.core.launch.constraint;

import io.cellos.marathon.model.Constraint;
import java.util.Optional;
import java.util.Set;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Resource.DiskInfo.Source;

/** Constraints of persistent volumes: all they know is the disk's {@code path}. */
public final class DiskConstraints {
  private DiskConstraints() {}

  /** Whether a volume with these constraints may be on the disk. */
  public static boolean allow(Set<Constraint> constraints, Resource disk) {
    return constraints.stream().allMatch(constraint -> allow(constraint, disk));
  }

  private static boolean allow(Constraint constraint, Resource disk) {
    if (!constraint.field().equals("path")) {
      return false;
    }
    Optional<Boolean> like = UserRegex.matches(constraint.value().orElse(""), path(disk));
    return switch (constraint.operator()) {
      case LIKE -> like.orElse(false);
      case UNLIKE -> !like.orElse(true);
      case UNIQUE, CLUSTER, GROUP_BY, MAX_PER, IS -> false;
    };
  }

  private static String path(Resource disk) {
    Source source = disk.getDisk().getSource();
    return source.hasMount() ? source.getMount().getRoot() : source.getPath().getRoot();
  }
}
