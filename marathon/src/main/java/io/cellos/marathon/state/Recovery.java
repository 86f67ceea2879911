package io.cellos.marathon.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.marathon.core.Stored;
import io.cellos.marathon.core.deploy.DeploymentPlan;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.queue.Backoff;
import io.cellos.marathon.core.view.TaskFailure;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.Timestamp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.mesos.v1.Protos.FrameworkID;

/** What is read when a leader begins. */
record Recovery(
    Optional<FrameworkID> framework,
    Optional<Timestamp> present,
    Map<Timestamp, JsonNode> roots,
    List<Instance> instances,
    Collection<JsonNode> deployments,
    Collection<JsonNode> failures,
    Collection<JsonNode> delays,
    Set<String> roles,
    Specs specs) {

  static Recovery read(PackedStore store, Kept kept) throws IOException, InterruptedException {
    for (String key : store.keys(SpecKey.FOLDER)) {
      SpecKey.find(key).ifPresent(kept::addSpec);
    }
    Map<Timestamp, JsonNode> roots = new HashMap<>();
    for (Map.Entry<String, JsonNode> root : store.read(store.keys(Keys.ROOTS)).entrySet()) {
      String version = root.getKey().substring(Keys.ROOTS.length() + 1);
      roots.put(Timestamp.ofMillis(Long.parseLong(version)), root.getValue());
    }
    roots.forEach((version, root) -> kept.addRoot(version, RootJson.references(root)));
    Collection<JsonNode> instances = store.read(store.keys(Keys.INSTANCES)).values();
    Collection<JsonNode> deployments = store.read(store.keys(Keys.DEPLOYMENTS)).values();
    Optional<Timestamp> present = present(store.get(Keys.ROOT), deployments);
    Set<SpecKey> needed = new HashSet<>();
    instances.forEach(instance -> needed.add(InstanceJson.spec(instance)));
    Stream.concat(
            present.stream(),
            deployments.stream()
                .flatMap(plan -> Stream.of(PlanJson.original(plan), PlanJson.target(plan))))
        .distinct()
        .forEach(version -> needed.addAll(RootJson.references(roots.get(version))));
    Specs specs = Specs.read(store, needed);
    Recovery recovery =
        new Recovery(
            store
                .get(Keys.FRAMEWORK)
                .map(json -> FrameworkID.newBuilder().setValue(json.path("id").asText()).build()),
            present,
            roots,
            instances.parallelStream().map(json -> InstanceJson.read(json, specs::get)).toList(),
            deployments,
            store.read(store.keys(Keys.FAILURES)).values(),
            store.read(store.keys(Keys.DELAYS)).values(),
            store.get(Keys.ROLES).map(Recovery::roles).orElse(Set.of()),
            specs);
    recovery.use(kept);
    return recovery;
  }

  private static Set<String> roles(JsonNode json) {
    Set<String> roles = new HashSet<>();
    json.path("roles").forEach(role -> roles.add(role.textValue()));
    return roles;
  }

  /** A batch that was interrupted may have a deployment and not yet what it leads to. */
  private static Optional<Timestamp> present(
      Optional<JsonNode> pointer, Collection<JsonNode> deployments) {
    return Stream.concat(
            pointer.map(Keys::readVersion).stream(), deployments.stream().map(PlanJson::target))
        .max(Comparator.naturalOrder());
  }

  private void use(Kept kept) {
    present.ifPresent(kept::setCurrent);
    for (Instance instance : instances) {
      kept.addInstance(instance.id(), SpecKey.of(instance.spec()));
    }
    for (JsonNode plan : deployments) {
      kept.addDeployment(
          plan.path("id").asText(), List.of(PlanJson.original(plan), PlanJson.target(plan)));
    }
  }

  Stored stored() {
    Map<Timestamp, Group> groups = new HashMap<>();
    List<DeploymentPlan> plans = new ArrayList<>();
    for (JsonNode plan : deployments) {
      plans.add(PlanJson.read(plan, version -> group(groups, version)));
    }
    plans.sort(Comparator.comparing(DeploymentPlan::version));
    List<TaskFailure> last = failures.stream().map(FailureJson::read).toList();
    Group root =
        present
            .map(version -> group(groups, version))
            .orElseGet(() -> Group.empty(AppId.ROOT, Timestamp.ZERO));
    Map<AppId, Map<Timestamp, Backoff.Delay>> delayed = new HashMap<>();
    delays.forEach(json -> delayed.put(DelaysJson.spec(json), DelaysJson.read(json)));
    return new Stored(framework, root, instances, plans, last, delayed, roles);
  }

  private Group group(Map<Timestamp, Group> read, Timestamp version) {
    return read.computeIfAbsent(version, of -> RootJson.read(roots.get(of), specs::get));
  }
}
