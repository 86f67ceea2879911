package io.cellos.marathon.core.group;

import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which apps need which others before them. An app needs what it names, and what the groups it is
 * in name; of a group it needs all apps.
 *
 * <p>Groups are nodes between apps, so that two groups of a thousand apps are not a million edges.
 */
public final class Dependencies {
  private final Map<AppId, AppDefinition> apps = new HashMap<>();
  private final Map<AppId, Group> groups = new HashMap<>();
  private final Map<AppId, List<AppId>> ofGroups = new HashMap<>();
  private final Map<AppId, Integer> lengths = new HashMap<>();
  private boolean cyclic;

  public Dependencies(Group root) {
    boolean any =
        root.allGroups().anyMatch(group -> !group.dependencies().isEmpty())
            || root.allApps().anyMatch(app -> !app.dependencies().isEmpty());
    if (any) {
      root.allGroups().forEach(group -> groups.put(group.id(), group));
      root.allApps().forEach(app -> apps.put(app.id(), app));
      inherit(root, List.of());
      apps.keySet().forEach(this::visit);
    }
  }

  /** Notes for every group what its apps need because of it and the groups around it. */
  private void inherit(Group group, List<AppId> around) {
    List<AppId> all = new ArrayList<>(around);
    all.addAll(group.dependencies());
    ofGroups.put(group.id(), all);
    group.groups().values().forEach(child -> inherit(child, all));
  }

  /** Whether some app needs itself, directly or in a round. */
  public boolean areCyclic() {
    return cyclic;
  }

  /**
   * How many apps are in the longest chain from this one down: 1 if it needs none. What has no
   * dependencies, such as a pod, has 1.
   */
  public int longestPath(AppId app) {
    return lengths.getOrDefault(app, 1);
  }

  /** A node on the way down and what of it is still to be looked at. */
  private record Step(AppId node, List<AppId> needs, Iterator<AppId> left) {}

  /** Depth first, without recursion: chains of dependencies can be long. */
  private void visit(AppId start) {
    Deque<Step> way = new ArrayDeque<>();
    Set<AppId> onWay = new HashSet<>();
    enter(start, way, onWay);
    while (!way.isEmpty()) {
      Step step = way.peek();
      if (step.left.hasNext()) {
        AppId need = step.left.next();
        if (onWay.contains(need)) {
          cyclic = true;
        } else {
          enter(need, way, onWay);
        }
      } else {
        int longest =
            step.needs.stream().mapToInt(need -> lengths.getOrDefault(need, 0)).max().orElse(0);
        lengths.put(step.node, longest + (apps.containsKey(step.node) ? 1 : 0));
        onWay.remove(step.node);
        way.pop();
      }
    }
  }

  private void enter(AppId node, Deque<Step> way, Set<AppId> onWay) {
    if (!lengths.containsKey(node)) {
      List<AppId> needs = needs(node);
      way.push(new Step(node, needs, needs.iterator()));
      onWay.add(node);
    }
  }

  /** What comes directly after a node: of an app its needs, of a group its apps. */
  private List<AppId> needs(AppId node) {
    AppDefinition app = apps.get(node);
    if (app == null) {
      return groups.get(node).allApps().map(AppDefinition::id).toList();
    }
    List<AppId> needs = new ArrayList<>(app.dependencies());
    needs.addAll(ofGroups.get(node.parent()));
    needs.removeIf(need -> !apps.containsKey(need) && !groups.containsKey(need));
    return needs;
  }
}
