package io.cellos.marathon.core.group;

import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.InvalidObjectException;
import io.cellos.marathon.model.Problem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

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
    Changes changes = Changes.between(from, to);
    List<AppDefinition> wanting =
        Stream.concat(
                changes.added().stream(), changes.changed().stream().map(Changes.Change::after))
            .filter(AppDefinition.class::isInstance)
            .map(AppDefinition.class::cast)
            .filter(app -> app.servicePorts().contains(0))
            .toList();
    if (wanting.isEmpty()) {
      return to;
    }
    BitSet used = new BitSet();
    from.allApps().forEach(app -> app.servicePorts().forEach(used::set));
    to.allApps().forEach(app -> app.servicePorts().forEach(used::set));
    Assignment assignment = new Assignment(from, used);
    Group result = to;
    for (AppDefinition app : wanting) {
      result = replaced(result, assignment.assigned(app));
    }
    return result;
  }

  /** The tree with another app at the same place. */
  private static Group replaced(Group group, AppDefinition app) {
    if (group.id().equals(app.id().parent())) {
      return group.withApp(app);
    }
    Group child = group.groups().get(group.id().childTowards(app.id()));
    return group.withGroup(replaced(child, app));
  }

  /** One pass over what wants ports. */
  private final class Assignment {
    private final Group from;
    private final BitSet used;
    private int next = lowest;

    private Assignment(Group from, BitSet used) {
      this.from = from;
      this.used = used;
    }

    private AppDefinition assigned(AppDefinition app) {
      List<Integer> wanted = app.servicePorts();
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
      next = used.nextClearBit(next);
      if (next > highest) {
        throw new InvalidObjectException(
            Problem.WHOLE,
            "All ports in the range [" + lowest + "-" + highest + ") are already in use");
      }
      return next++;
    }
  }
}
