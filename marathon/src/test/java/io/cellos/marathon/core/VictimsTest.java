package io.cellos.marathon.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.marathon.core.instance.Condition;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.instance.InstanceId;
import io.cellos.marathon.core.instance.Place;
import io.cellos.marathon.core.launch.constraint.AgentFields;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.Constraint;
import io.cellos.marathon.model.KillSelection;
import io.cellos.marathon.model.Timestamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Who goes first, compared with the rule as one would write it down. */
class VictimsTest {
  private static final List<Condition> CONDITIONS =
      List.of(
          Condition.SCHEDULED,
          Condition.UNREACHABLE,
          Condition.STAGING,
          Condition.RUNNING,
          Condition.RUNNING,
          Condition.RUNNING);

  @Test
  void isTheRuleWhateverThereIs() {
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      AppDefinition app =
          Edits.selection(
              random.nextInt(4) == 0
                  ? Specs.app("/a").made()
                  : Edits.constraint(
                      Specs.app("/a").made(),
                      random.nextBoolean() ? "@zone" : "hostname",
                      Constraint.Operator.GROUP_BY),
              random.nextBoolean() ? KillSelection.OLDEST_FIRST : KillSelection.YOUNGEST_FIRST);
      List<Instance> all = instances(app, random);
      int count = random.nextInt(all.size() + 2);
      List<Instance> expected = rule(all, app, count);
      assertThat(Victims.choose(all, app, count))
          .as("seed " + seed)
          .containsExactlyElementsOf(expected);
      Ranks some = new Ranks();
      Ranks others = new Ranks();
      if (random.nextBoolean()) {
        some.byPlace(KillSelection.OLDEST_FIRST); // from now on kept by place, too
      }
      for (Instance instance : all) {
        Instance before = instance.withCondition(Condition.STARTING, instance.since());
        (instance.id().value().endsWith("0") ? some : others).add(before);
      }
      others.byPlace(KillSelection.OLDEST_FIRST);
      for (Instance instance : all) {
        Instance before = instance.withCondition(Condition.STARTING, instance.since());
        Ranks ranks = instance.id().value().endsWith("0") ? some : others;
        ranks.remove(before);
        ranks.add(instance);
      }
      assertThat(Victims.ofRanks(List.of(some, others), app, count))
          .as("seed " + seed)
          .containsExactlyElementsOf(expected);
    }
  }

  private static List<Instance> instances(AppDefinition app, Random random) {
    List<Instance> all = new ArrayList<>();
    int count = 1 + random.nextInt(30);
    for (int i = 0; i < count; i++) {
      InstanceId id = InstanceId.of(app.id(), "00000000-0000-0000-0000-%012d".formatted(i));
      Condition condition = CONDITIONS.get(random.nextInt(CONDITIONS.size()));
      Instance made =
          Instance.scheduled(id, app, Timestamp.ofMillis(1000 + i))
              .withCondition(condition, Timestamp.ofMillis(1000 + i));
      all.add(condition == Condition.SCHEDULED ? made : placed(made, random.nextInt(5)));
    }
    Collections.shuffle(all, random);
    return all;
  }

  private static Instance placed(Instance made, int host) {
    Place place =
        new Place("h" + host, "S" + host, Optional.of("r"), Optional.of("z" + host % 2), List.of());
    return new Instance(
        made.id(),
        made.spec(),
        made.role(),
        made.goal(),
        made.condition(),
        made.since(),
        Optional.empty(),
        Optional.of(place),
        Map.of(),
        List.of(),
        Optional.empty(),
        true);
  }

  /** First what does no work; then again and again the first of those that are where most are. */
  private static List<Instance> rule(List<Instance> all, AppDefinition app, int count) {
    Comparator<Instance> age = Comparator.comparing(Victims::begin);
    boolean youngest = app.policies().killSelection() == KillSelection.YOUNGEST_FIRST;
    List<Instance> left = new ArrayList<>(all);
    left.sort(
        Comparator.comparingInt(Victims::weight).thenComparing(youngest ? age.reversed() : age));
    List<Instance> chosen = new ArrayList<>();
    while (chosen.size() < count && !left.isEmpty()) {
      Instance next = left.getFirst();
      if (!Victims.isUseless(next)) {
        for (Constraint constraint : app.placement().constraints()) {
          Map<String, Integer> counts = new HashMap<>();
          left.forEach(one -> counts.merge(value(one, constraint), 1, Integer::sum));
          int most = Collections.max(counts.values());
          next =
              left.stream()
                  .filter(one -> counts.get(value(one, constraint)) == most)
                  .findFirst()
                  .orElseThrow();
        }
      }
      chosen.add(next);
      left.remove(next);
    }
    return chosen;
  }

  private static String value(Instance instance, Constraint constraint) {
    return instance
        .place()
        .flatMap(place -> AgentFields.read(constraint.field(), place))
        .orElse("");
  }
}
