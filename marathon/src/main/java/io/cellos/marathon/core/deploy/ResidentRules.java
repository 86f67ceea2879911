package io.cellos.marathon.core.deploy;

import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppVolume;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.PodDefinition;
import io.cellos.marathon.model.PodVolume;
import io.cellos.marathon.model.Problem;
import io.cellos.marathon.model.Resources;
import io.cellos.marathon.model.RunSpec;
import io.cellos.marathon.model.Volume;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What must not change of something with reservations: they are for what it was. */
public final class ResidentRules {
  private static final String RESOURCES =
      "Services with persistent volumes configured may not change resource requirements. If you"
          + " need to make this change, please create a new service.";

  private final Group original;
  private final List<Problem> problems = new ArrayList<>();

  private ResidentRules(Group original) {
    this.original = original;
  }

  /** The problems of a plan; paths begin with {@code /app(i)} or {@code /pod(i)}. */
  public static List<Problem> check(DeploymentPlan plan) {
    ResidentRules rules = new ResidentRules(plan.original());
    int app = 0;
    int pod = 0;
    for (RunSpec spec : plan.createdOrUpdated()) {
      switch (spec) {
        case AppDefinition to -> rules.app(to, "/app(" + app++ + ")");
        case PodDefinition to -> rules.pod(to, "/pod(" + pod++ + ")");
      }
    }
    return rules.problems;
  }

  private void require(boolean holds, String path, String message) {
    if (!holds) {
      problems.add(new Problem(path, message));
    }
  }

  private void app(AppDefinition to, String at) {
    Optional<AppDefinition> old = original.app(to.id());
    if (old.isEmpty() || !(old.get().isResident() || to.isResident())) {
      return;
    }
    AppDefinition from = old.get();
    require(volumes(from).equals(volumes(to)), at, "Persistent volumes can not be changed!");
    Resources was = from.resources();
    Resources is = to.resources();
    require(was.cpus() == is.cpus(), at + "/cpus", RESOURCES);
    require(was.mem() == is.mem(), at + "/mem", RESOURCES);
    require(was.disk() == is.disk(), at + "/disk", RESOURCES);
    require(was.gpus() == is.gpus(), at + "/gpus", RESOURCES);
    require(
        from.ports().requirePorts() == to.ports().requirePorts(), at + "/requirePorts", RESOURCES);
    require(
        new HashSet<>(from.hostPorts()).equals(new HashSet<>(to.hostPorts())),
        at,
        "Services with persistent volumes configured may not change host ports. If you need to"
            + " make this change, please create a new service.");
    upgrade(to, at);
  }

  private void pod(PodDefinition to, String at) {
    Optional<PodDefinition> old = original.pod(to.id());
    if (old.isEmpty() || !(old.get().isResident() || to.isResident())) {
      return;
    }
    PodDefinition from = old.get();
    require(volumes(from).equals(volumes(to)), at, "persistent volumes cannot be updated");
    Resources was = from.totalResources();
    Resources is = to.totalResources();
    String of = " cannot be updated if a pod has persistent volumes";
    require(was.cpus() == is.cpus(), at, "cpus" + of);
    require(was.mem() == is.mem(), at, "mem" + of);
    require(was.disk() == is.disk(), at, "disk" + of);
    require(was.gpus() == is.gpus(), at, "gpus" + of);
    require(
        new HashSet<>(from.hostPorts()).equals(new HashSet<>(to.hostPorts())),
        at,
        "host ports" + of);
    upgrade(to, at);
  }

  private void upgrade(RunSpec to, String at) {
    double over = to.policies().upgrade().maximumOverCapacity();
    require(
        over == 0, at + "/upgradeStrategy/maximumOverCapacity", "got " + over + ", expected 0.0");
  }

  private static Set<AppVolume> volumes(AppDefinition app) {
    return app.container().stream()
        .flatMap(container -> container.volumes().stream())
        .filter(volume -> volume.volume() instanceof Volume.Persistent)
        .collect(Collectors.toSet());
  }

  private static Set<PodVolume> volumes(PodDefinition pod) {
    return pod.volumes().stream()
        .filter(volume -> volume.volume() instanceof Volume.Persistent)
        .collect(Collectors.toSet());
  }
}
