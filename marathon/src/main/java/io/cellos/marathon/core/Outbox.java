package io.cellos.marathon.core;

import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.InstanceId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.scheduler.Protos.Call;

/** Collects what is to be done about an event; of an instance only what is last. */
final class Outbox {
  private final Map<InstanceId, MarathonEffect> instances = new LinkedHashMap<>();
  private final List<MarathonEffect> durable = new ArrayList<>();
  private final List<MarathonEffect> rest = new ArrayList<>();
  private Optional<FrameworkID> framework = Optional.empty();

  void save(MarathonEffect.Durable effect) {
    durable.add(effect);
  }

  void save(Instance instance) {
    instances.put(instance.id(), new MarathonEffect.SaveInstance(instance));
  }

  void forget(InstanceId instance) {
    instances.put(instance, new MarathonEffect.ForgetInstance(instance));
  }

  /** What is said holds from now on, in the name of the framework. */
  void connected(FrameworkID id) {
    framework = Optional.of(id);
  }

  /** Until the next subscription nothing can be said, and what is said then is decided then. */
  void disconnected() {
    framework = Optional.empty();
  }

  /** Whose name it is. */
  Optional<FrameworkID> framework() {
    return framework;
  }

  boolean isConnected() {
    return framework.isPresent();
  }

  void say(Call.Builder call) {
    framework.ifPresent(id -> rest.add(new MarathonEffect.Say(call.setFrameworkId(id).build())));
  }

  void answer(long call, Verdict verdict) {
    rest.add(new MarathonEffect.Answer(call, verdict));
  }

  void announce(Announcement announcement) {
    rest.add(new MarathonEffect.Announce(announcement));
  }

  void watch(Instance instance) {
    rest.add(new MarathonEffect.Watch(instance));
  }

  void unwatch(InstanceId instance) {
    rest.add(new MarathonEffect.Unwatch(instance));
  }

  List<MarathonEffect> take() {
    List<MarathonEffect> taken = new ArrayList<>(durable.size() + instances.size() + rest.size());
    taken.addAll(durable);
    taken.addAll(instances.values());
    taken.addAll(rest);
    durable.clear();
    instances.clear();
    rest.clear();
    return taken;
  }
}
