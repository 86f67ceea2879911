package io.cellos.marathon.core;

import io.cellos.marathon.core.group.GroupTree;
import io.cellos.marathon.model.AppChecks;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.AppVolume;
import io.cellos.marathon.model.BackoffStrategy;
import io.cellos.marathon.model.Container;
import io.cellos.marathon.model.Execution;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.KillSelection;
import io.cellos.marathon.model.Network;
import io.cellos.marathon.model.Placement;
import io.cellos.marathon.model.Policies;
import io.cellos.marathon.model.PortDefinition;
import io.cellos.marathon.model.Ports;
import io.cellos.marathon.model.Resources;
import io.cellos.marathon.model.Timestamp;
import io.cellos.marathon.model.UnreachableStrategy;
import io.cellos.marathon.model.UpgradeStrategy;
import io.cellos.marathon.model.VersionInfo;
import io.cellos.marathon.model.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Apps for tests of what is decided about them. */
public record Specs(
    String id,
    String cmd,
    int instances,
    List<String> dependencies,
    List<Integer> ports,
    UpgradeStrategy upgrade,
    boolean resident) {

  public static Specs app(String id) {
    return new Specs(id, "sleep 1", 1, List.of(), List.of(), UpgradeStrategy.DEFAULT, false);
  }

  public Specs cmd(String changed) {
    return new Specs(id, changed, instances, dependencies, ports, upgrade, resident);
  }

  public Specs instances(int changed) {
    return new Specs(id, cmd, changed, dependencies, ports, upgrade, resident);
  }

  public Specs needs(String... ids) {
    return new Specs(id, cmd, instances, List.of(ids), ports, upgrade, resident);
  }

  public Specs ports(Integer... changed) {
    return new Specs(id, cmd, instances, dependencies, List.of(changed), upgrade, resident);
  }

  public Specs upgrade(double minimumHealth, double maximumOver) {
    UpgradeStrategy changed = new UpgradeStrategy(minimumHealth, maximumOver);
    return new Specs(id, cmd, instances, dependencies, ports, changed, resident);
  }

  public Specs withData() {
    return new Specs(id, cmd, instances, dependencies, ports, UpgradeStrategy.RESIDENT, true);
  }

  /** The app, of version 10 ms. */
  public AppDefinition made() {
    return new AppDefinition(
        AppId.parse(id),
        instances,
        new Execution(
            Optional.of(cmd),
            List.of(),
            Optional.empty(),
            Map.of(),
            List.of(),
            "",
            Optional.empty()),
        Resources.DEFAULT,
        Optional.empty(),
        Optional.empty(),
        resident ? Optional.of(data()) : Optional.empty(),
        new Ports(
            List.of(new Network.Host()),
            ports.stream()
                .map(port -> new PortDefinition(port, "tcp", Optional.empty(), Map.of()))
                .toList(),
            false),
        new Placement("*", Set.of(), Set.of()),
        AppChecks.NONE,
        new Policies(
            BackoffStrategy.DEFAULT,
            upgrade,
            UnreachableStrategy.defaultFor(resident),
            KillSelection.YOUNGEST_FIRST,
            Optional.empty()),
        Set.copyOf(dependencies.stream().map(AppId::parse).toList()),
        Map.of(),
        Map.of(),
        VersionInfo.changed(Timestamp.ofMillis(10)));
  }

  private static Container data() {
    Volume volume =
        new Volume.Persistent(
            Volume.DiskType.ROOT, 10, Optional.empty(), Optional.empty(), Set.of());
    return new Container(
        Container.Engine.MESOS,
        Optional.empty(),
        List.of(new AppVolume(volume, "data", false)),
        List.of(),
        Optional.empty());
  }

  /** Everything there is: these apps and the groups they are in. */
  public static Group root(Specs... apps) {
    GroupTree tree = new GroupTree(Group.empty(AppId.ROOT, Timestamp.ofMillis(10)), false);
    for (Specs app : new ArrayList<>(List.of(apps))) {
      tree = tree.putApp(app.made(), Timestamp.ofMillis(10));
    }
    return tree.root();
  }
}
