package io.cellos.marathon.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.base.json.Json;
import io.cellos.marathon.core.MarathonEffect;
import io.cellos.marathon.core.MarathonEffect.Durable;
import io.cellos.marathon.core.deploy.DeploymentPlan;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.RunSpec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What many changes come to: the last value of each key. What others refer to comes before them, so
 * that a batch that is too much for one request is whole as far as it has come.
 */
final class Batch {
  private final Kept kept;
  private final Map<SpecKey, RunSpec> current;
  private final Map<String, Optional<JsonNode>> specs = new LinkedHashMap<>();
  private final Map<String, Optional<JsonNode>> roots = new LinkedHashMap<>();
  private final Map<String, Optional<JsonNode>> rest = new LinkedHashMap<>();
  private Optional<Group> root = Optional.empty();

  /**
   * @param current what is stored of the present apps and pods
   */
  Batch(Kept kept, Map<SpecKey, RunSpec> current) {
    this.kept = kept;
    this.current = new HashMap<>(current);
  }

  static Batch of(List<Durable> changes, Kept kept, Map<SpecKey, RunSpec> current) {
    Batch batch = new Batch(kept, current);
    Map<String, Durable> last = new LinkedHashMap<>();
    for (Durable change : changes) {
      String key = Keys.of(change);
      last.remove(key); // so that the order is that of the last ones
      last.put(key, change);
    }
    last.forEach(batch::add);
    return batch;
  }

  private void add(String key, Durable change) {
    switch (change) {
      case MarathonEffect.SaveRoot(Group saved) -> {
        root = Optional.of(saved);
        saved.allRunSpecs().forEach(this::addIfChanged);
        current.keySet().retainAll(addRoot(saved));
        rest.put(key, Optional.of(Keys.version(saved.version())));
      }
      case MarathonEffect.SaveInstance(Instance instance) -> {
        addIfNew(instance.spec());
        kept.addInstance(instance.id(), SpecKey.of(instance.spec()));
        rest.put(key, Optional.of(InstanceJson.write(instance)));
      }
      case MarathonEffect.ForgetInstance(var id) -> {
        kept.removeInstance(id);
        rest.put(key, Optional.empty());
      }
      case MarathonEffect.SaveDeployment(DeploymentPlan plan) -> {
        addRootIfNew(plan.original());
        addRootIfNew(plan.target());
        kept.addDeployment(plan.id(), List.of(plan.original().version(), plan.target().version()));
        rest.put(key, Optional.of(PlanJson.write(plan)));
      }
      case MarathonEffect.ForgetDeployment(String id) -> {
        kept.removeDeployment(id);
        rest.put(key, Optional.empty());
      }
      case MarathonEffect.SaveFramework(var id) ->
          rest.put(key, Optional.of(Json.mapper().createObjectNode().put("id", id.getValue())));
      case MarathonEffect.SaveFailure(var failure) ->
          rest.put(key, Optional.of(FailureJson.write(failure)));
      case MarathonEffect.ForgetFailure _ -> rest.put(key, Optional.empty());
      case MarathonEffect.SaveDelays(var spec, var delays) ->
          rest.put(
              key,
              delays.isEmpty() ? Optional.empty() : Optional.of(DelaysJson.write(spec, delays)));
      case MarathonEffect.SaveRoles(var roles) -> {
        ObjectNode json = Json.mapper().createObjectNode();
        roles.stream().sorted().forEach(json.putArray("roles")::add);
        rest.put(key, Optional.of(json));
      }
    }
  }

  private void addRootIfNew(Group group) {
    if (!kept.hasRoot(group.version())) {
      group.allRunSpecs().forEach(this::addIfNew);
      addRoot(group);
    }
  }

  private Set<SpecKey> addRoot(Group group) {
    List<SpecKey> references = group.allRunSpecs().map(SpecKey::of).toList();
    kept.addRoot(group.version(), references);
    roots.put(Keys.root(group.version()), Optional.of(RootJson.write(group)));
    return new HashSet<>(references);
  }

  private void addIfNew(RunSpec spec) {
    SpecKey key = SpecKey.of(spec);
    if (!kept.hasSpec(key)) {
      put(key, spec);
    }
  }

  /** Not every change gives an app another version. */
  private void addIfChanged(RunSpec spec) {
    SpecKey key = SpecKey.of(spec);
    RunSpec before = current.put(key, spec);
    if (!kept.hasSpec(key) || (before != null && !before.equals(spec))) {
      put(key, spec);
    }
  }

  private void put(SpecKey key, RunSpec spec) {
    kept.addSpec(key);
    specs.put(key.key(), Optional.of(SpecJson.write(spec)));
  }

  /** What is stored of the present apps and pods when the batch is. */
  Map<SpecKey, RunSpec> current() {
    return current;
  }

  /** All changes, those of what is not needed any more last. */
  Map<String, Optional<JsonNode>> changes() {
    Map<String, Optional<JsonNode>> all = new LinkedHashMap<>(specs);
    all.putAll(roots);
    rest.forEach(
        (key, value) -> {
          if (!key.equals(Keys.ROOT)) {
            all.put(key, value);
          }
        });
    if (root.isPresent()) {
      kept.setCurrent(root.get().version());
      all.put(Keys.ROOT, rest.get(Keys.ROOT));
    }
    kept.takeOldRoots().forEach(version -> all.put(Keys.root(version), Optional.empty()));
    kept.takeOldSpecs().forEach(spec -> all.put(spec.key(), Optional.empty()));
    return all;
  }
}
