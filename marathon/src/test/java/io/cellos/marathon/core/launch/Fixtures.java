package io.cellos.marathon.core.launch;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellos.base.json.Json;
import io.cellos.marathon.core.instance.Condition;
import io.cellos.marathon.core.instance.Goal;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.InstanceId;
import io.cellos.marathon.core.instance.Place;
import io.cellos.marathon.core.launch.constraint.Placed;
import io.cellos.marathon.json.AppJson;
import io.cellos.marathon.json.PodJson;
import io.cellos.marathon.json.rules.Features;
import io.cellos.marathon.json.rules.Settings;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.PodDefinition;
import io.cellos.marathon.model.RunSpec;
import io.cellos.marathon.model.Timestamp;
import io.cellos.marathon.model.VersionInfo;
import io.cellos.protocols.mesos.Attributes;
import io.cellos.protocols.mesos.Resources;
import io.cellos.protocols.mesos.WireException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.Attribute;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.OfferID;
import org.apache.mesos.v1.Protos.Resource;

/** Apps, instances and offers for tests of launching; everything is of the role {@code cells}. */
public final class Fixtures {
  public static final Timestamp NOW = Timestamp.ofMillis(1_000_000);
  public static final String ROLE = "cells";

  private static final Settings SETTINGS =
      new Settings(
          new Features(Set.of("gpu_resources", "external_volumes")),
          Optional.of("net"),
          "mesos-bridge",
          ROLE,
          false);
  private static final Group NOTHING = Group.empty(AppId.ROOT, Timestamp.ZERO);

  private Fixtures() {}

  /** An app of version 10 ms, from JSON in single quotes. */
  public static AppDefinition app(String json) {
    return new AppJson(SETTINGS)
        .read(json(json), NOTHING)
        .withVersionInfo(VersionInfo.changed(Timestamp.ofMillis(10)));
  }

  /** A pod of version 10 ms, from JSON in single quotes. */
  public static PodDefinition pod(String json) {
    return new PodJson(SETTINGS)
        .read(json(json), NOTHING, false)
        .withVersionInfo(VersionInfo.changed(Timestamp.ofMillis(10)));
  }

  private static JsonNode json(String text) {
    return Json.tree(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  public static Instance scheduled(RunSpec spec, int number) {
    String uuid = "00000000-0000-0000-0000-%012d".formatted(number);
    return Instance.scheduled(InstanceId.of(spec.id(), uuid), spec, NOW);
  }

  public static Instance scheduled(RunSpec spec) {
    return scheduled(spec, 1);
  }

  /** An instance that runs on this agent. */
  public static Instance running(RunSpec spec, int number, String host, String attributes) {
    Place place =
        new Place(
            host, "agent-" + host, Optional.empty(), Optional.empty(), attributes(attributes));
    return changed(scheduled(spec, number), Goal.RUNNING, Condition.RUNNING, Optional.of(place));
  }

  public static Instance changed(
      Instance instance, Goal goal, Condition condition, Optional<Place> place) {
    return new Instance(
        instance.id(),
        instance.spec(),
        instance.role(),
        goal,
        condition,
        NOW,
        Optional.empty(),
        place,
        instance.tasks(),
        instance.volumes(),
        Optional.empty(),
        true);
  }

  /** The instance as it is after all its tasks have ended, waiting to be launched again. */
  public static Instance ended(Instance launched) {
    return changed(launched, Goal.RUNNING, Condition.SCHEDULED, launched.place());
  }

  /** An offer of these resources, as flags have them, by the agent {@code agent-host1}. */
  public static Offer offer(String resources) {
    return offer(resources, "host1", "");
  }

  public static Offer offer(String resources, String host, String attributes) {
    return offer(parse(resources).allocate(ROLE).list(), host, attributes);
  }

  public static Offer offer(List<Resource> resources, String host, String attributes) {
    return Offer.newBuilder()
        .setId(OfferID.newBuilder().setValue("offer-1"))
        .setFrameworkId(FrameworkID.newBuilder().setValue("framework-1"))
        .setAgentId(AgentID.newBuilder().setValue("agent-" + host))
        .setHostname(host)
        .setAllocationInfo(Resource.AllocationInfo.newBuilder().setRole(ROLE))
        .addAllResources(resources)
        .addAllAttributes(attributes(attributes))
        .build();
  }

  public static Resources parse(String resources) {
    try {
      return Resources.parse(resources);
    } catch (WireException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static List<Attribute> attributes(String text) {
    try {
      return Attributes.parse(text);
    } catch (WireException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** The amounts in words, without the role they are allocated to. */
  public static String words(List<Resource> resources) {
    return Resources.of(resources).unallocate().toString();
  }

  /** UUIDs that count. */
  public static Supplier<String> uuids() {
    int[] count = {0};
    return () -> "11111111-1111-1111-1111-%012d".formatted(++count[0]);
  }

  public static OfferMatcher matcher() {
    return new OfferMatcher(LaunchSettings.DEFAULT, uuids());
  }

  public static OfferMatch.Fits fits(Offer offer, Instance instance) {
    return (OfferMatch.Fits) matcher().match(offer, instance, new Placed(), Optional.empty(), NOW);
  }

  /** The variables of a command. */
  public static Map<String, String> env(org.apache.mesos.v1.Protos.CommandInfo command) {
    Map<String, String> env = new java.util.TreeMap<>();
    command.getEnvironment().getVariablesList().forEach(v -> env.put(v.getName(), v.getValue()));
    return env;
  }
}
