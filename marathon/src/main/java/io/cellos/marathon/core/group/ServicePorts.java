package io.cellos.marathon.core.group;

import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.InvalidObjectException;
import io.cellos.marathon.model.Problem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives service ports of 0 a number that no other app has. An app that is sent with 0 again keeps
 * what it had.
 *
 * @param lowest the first port to give away
 * @param highest the last
 */
public record ServicePorts(int lowest, int highest) {
  /** As Marathon's flags {@code --local_port_min} and {@code --local_port_max} are by default. */
  public static final ServicePorts DEFAULT = new ServicePorts(10000, 20000);

  /**
   * @throws InvalidObjectException if there are no ports left
   */
  public Group assign(Group from, Group to) {
    if (to.allApps().noneMatch(app -> app.servicePorts().contains(0))) {
      return to;
    }
    Set<Integer> used = new HashSet<>();
    from.allApps().forEach(app -> used.addAll(app.servicePorts()));
    to.allApps().forEach(app -> used.addAll(app.servicePorts()));
    return new Assignment(from, used).in(to);
  }

  /** One pass over a tree. */
  private final class Assignment {
    private final Group from;
    private final Set<Integer> used;
    private int next = lowest;

    private Assignment(Group from, Set<Integer> used) {
      this.from = from;
      this.used = used;
    }

    private Group in(Group group) {
      Map<AppId, AppDefinition> apps = new LinkedHashMap<>();
      group.apps().forEach((id, app) -> apps.put(id, assigned(app)));
      Map<AppId, Group> groups = new LinkedHashMap<>();
      group.groups().forEach((id, child) -> groups.put(id, in(child)));
      return group.withApps(apps).withGroups(groups);
    }

    private AppDefinition assigned(AppDefinition app) {
      List<Integer> wanted = app.servicePorts();
      if (!wanted.contains(0)) {
        return app;
      }
      Deque<Integer> own = new ArrayDeque<>();
      from.app(app.id())
          .ifPresent(
              old ->
                  old.servicePorts().stream()
                      .filter(port -> port >= lowest && port <= highest)
                      .filter(port -> !wanted.contains(port))
                      .forEach(own::add));
      List<Integer> ports = new ArrayList<>();
      for (int port : wanted) {
        if (port != 0) {
          ports.add(port);
        } else {
          ports.add(own.isEmpty() ? free() : own.removeFirst());
        }
      }
      return app.withServicePorts(ports);
    }

    private int free() {
      while (used.contains(next)) {
        next++;
      }
      if (next > highest) {
        throw new InvalidObjectException(
            Problem.WHOLE,
            "All ports in the range [" + lowest + "-" + highest + ") are already in use");
      }
      return next++;
    }
  }
}
