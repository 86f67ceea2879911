package io.cellos.mesos.master.render;

import io.cellos.mesos.master.core.view.FrameworkView;
import io.cellos.mesos.master.core.view.MasterView;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.mesos.v1.Protos.Task;

/**
 * Which tasks {@code /tasks} shows, in which order.
 *
 * @param ascending oldest first; by the time of a task's first status, those without one as oldest
 */
public record TaskList(
    long limit, long offset, boolean ascending, Optional<String> framework, Optional<String> task) {

  /** So many are shown if nothing else is asked for. */
  public static final int USUAL_LIMIT = 100;

  public List<Task> of(MasterView view) {
    Comparator<Task> age =
        Comparator.comparingDouble(
            t -> t.getStatusesCount() == 0 ? -1 : t.getStatuses(0).getTimestamp());
    return Stream.concat(view.frameworks().stream(), view.completed().stream())
        .filter(this::has)
        .flatMap(f -> Stream.of(f.tasks(), f.unreachable(), f.completed()).flatMap(List::stream))
        .filter(t -> task.isEmpty() || task.get().equals(t.getTaskId().getValue()))
        .sorted(ascending ? age : age.reversed())
        .skip(offset)
        .limit(limit)
        .toList();
  }

  private boolean has(FrameworkView view) {
    String id = view.summary().getFrameworkInfo().getId().getValue();
    return framework.isEmpty() || framework.get().equals(id);
  }
}
