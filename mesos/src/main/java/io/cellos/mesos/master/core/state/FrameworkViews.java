package io.cellos.mesos.master.core.state;

import io.cellos.mesos.master.core.view.FrameworkView;
import io.cellos.protocols.mesos.Resources;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Value;
import org.apache.mesos.v1.master.Protos.Response.GetExecutors;
import org.apache.mesos.v1.master.Protos.Response.GetFrameworks;

/** Frameworks as their readers see them. */
final class FrameworkViews {
  private FrameworkViews() {}

  static FrameworkView of(Framework framework) {
    return new FrameworkView(
        summary(framework),
        framework.tasks.values().stream().map(TaskEntry::task).toList(),
        List.copyOf(framework.unreachable.values()),
        List.copyOf(framework.completed),
        framework.executors.values().stream()
            .flatMap(each -> each.values().stream())
            .map(FrameworkViews::executor)
            .toList(),
        Holding.total(framework.used()).plus(ranges(framework)),
        Holding.total(framework.offered()),
        Set.copyOf(framework.roles()),
        Set.copyOf(framework.suppressed()));
  }

  /** Ports and the like that its tasks hold, wherever they are. */
  private static Resources ranges(Framework framework) {
    Map<String, Value.Ranges.Builder> held = new TreeMap<>();
    for (TaskEntry task : framework.tasks.values()) {
      for (Resource resource : task.isHolding() ? task.resources().list() : List.<Resource>of()) {
        if (resource.getType() == Value.Type.RANGES) {
          held.computeIfAbsent(resource.getName(), name -> Value.Ranges.newBuilder())
              .addAllRange(resource.getRanges().getRangeList());
        }
      }
    }
    List<Resource> sums = new ArrayList<>();
    held.forEach(
        (name, ranges) ->
            sums.add(
                Resource.newBuilder()
                    .setName(name)
                    .setType(Value.Type.RANGES)
                    .setRanges(ranges)
                    .build()));
    return Resources.of(sums);
  }

  private static GetExecutors.Executor executor(ExecutorEntry entry) {
    return GetExecutors.Executor.newBuilder()
        .setAgentId(entry.agent())
        .setExecutorInfo(entry.info())
        .build();
  }

  static GetFrameworks.Framework summary(Framework framework) {
    GetFrameworks.Framework.Builder summary =
        GetFrameworks.Framework.newBuilder()
            .setFrameworkInfo(framework.info())
            .setActive(framework.isConnected())
            .setConnected(framework.isConnected())
            .setRecovered(framework.isRecovered())
            .addAllInverseOffers(framework.inverseOffers.values())
            .addAllAllocatedResources(Holding.allocated(framework.used()).list())
            .addAllOfferedResources(Holding.allocated(framework.offered()).list());
    framework.offers.values().forEach(offer -> summary.addOffers(offer.offer()));
    if (!framework.constraints().isEmpty()) {
      summary.setOfferConstraints(framework.constraints().given());
    }
    framework.registered().ifPresent(at -> summary.setRegisteredTime(Times.info(at)));
    framework.reregistered().ifPresent(at -> summary.setReregisteredTime(Times.info(at)));
    return summary.build();
  }

  /** As it was, now that it has ended; its tasks are all completed. */
  static FrameworkView ended(Framework framework, Instant now) {
    FrameworkView last = of(framework);
    return new FrameworkView(
        last.summary().toBuilder()
            .setActive(false)
            .setConnected(false)
            .setUnregisteredTime(Times.info(now))
            .build(),
        last.tasks(),
        last.unreachable(),
        last.completed(),
        last.executors(),
        last.used(),
        last.offered(),
        last.roles(),
        last.suppressed());
  }
}
