package io.cellos.mesos.master.core.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.protocols.mesos.Resources;
import io.cellos.protocols.mesos.WireException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.mesos.v1.Protos.AgentID;
import org.apache.mesos.v1.Protos.FrameworkID;
import org.apache.mesos.v1.Protos.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Who gets what. Frameworks are written as {@code name:role}, roles may have a weight or a quota.
 */
final class AllocatorTest {
  private final Allocator allocator = new Allocator();
  private final Instant now = Instant.EPOCH;

  private static Resources resources(String text) {
    try {
      return Resources.parse(text);
    } catch (WireException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static AgentID agent(String name) {
    return AgentID.newBuilder().setValue(name).build();
  }

  private static FrameworkID framework(String name) {
    return FrameworkID.newBuilder().setValue(name).build();
  }

  private void wish(String frameworks) {
    Map<String, Set<String>> roles = new TreeMap<>();
    for (String word : frameworks.strip().split(" ")) {
      String[] parts = word.split(":");
      roles.merge(parts[0], Set.of(parts[1].split(",")), (a, b) -> b);
    }
    roles.forEach((name, its) -> allocator.wish(framework(name), wishes(its)));
  }

  private static Wishes wishes(Set<String> roles) {
    return new Wishes(roles, false, false, false, true, (role, agent) -> false);
  }

  private void agents(int count, String resources) {
    for (int i = 0; i < count; i++) {
      allocator.addAgent(agent("a" + i), resources(resources), false, true);
    }
  }

  /** Grants in short, by framework: how many agents it got something of. */
  private Map<String, Integer> counts() {
    Map<String, Integer> counts = new TreeMap<>();
    allocator
        .grants()
        .forEach(grant -> counts.merge(grant.framework().getValue(), 1, Integer::sum));
    return counts;
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
"""
# what                          | frameworks        | weights | shares
one alone                       | f:*               |         | {f=12}
two of a role                   | f:* g:*           |         | {f=6, g=6}
two roles                       | f:a g:b           |         | {f=6, g=6}
roles before frameworks         | f:a g:a h:b       |         | {f=3, g=3, h=6}
weights of roles                | f:a g:b           | a=2     | {f=8, g=4}
one framework in two roles      | f:a,b g:c         |         | {f=8, g=4}
""")
  void sharesFairly(String what, String frameworks, String weights, String shares) {
    if (weights != null) {
      allocator.weigh(weights.split("=")[0], Double.parseDouble(weights.split("=")[1]));
    }
    wish(frameworks);
    agents(12, "cpus:1;mem:100");
    assertThat(counts()).as(what).hasToString(shares);
  }

  @Test
  void theDominantResourceCounts() {
    wish("cpu:a mem:b");
    allocator.addAgent(agent("big"), resources("cpus:90;mem:9000"), false, false);
    agents(10, "cpus:1;mem:100");
    allocator.allocate(framework("cpu"), "a", agent("big"), resources("cpus:30;mem:100"));
    allocator.allocate(framework("mem"), "b", agent("big"), resources("cpus:1;mem:2600"));
    assertThat(counts()).as("30 % of cpus against 26 % of memory").hasToString("{cpu=3, mem=7}");
  }

  @Test
  void reservedIsForItsRoleAndThoseBelow() {
    allocator.addAgent(
        agent("a"), resources("cpus:4;mem:100;cpus(eng):2;cpus(eng/web):1"), false, true);
    wish("web:eng/web");
    assertThat(allocator.grants().getFirst().resources().scalar("cpus")).isEqualTo(7);
    allocator.release(
        framework("web"),
        "eng/web",
        agent("a"),
        resources("cpus:4;mem:100;cpus(eng):2;cpus(eng/web):1"));
    allocator.forget(framework("web"));
    wish("eng:eng");
    assertThat(allocator.grants().getFirst().resources())
        .isEqualTo(resources("cpus:4;mem:100;cpus(eng):2"));
    wish("other:other web:eng/web");
    assertThat(allocator.grants().getFirst().resources()).isEqualTo(resources("cpus(eng/web):1"));
  }

  @Test
  void refusalsHoldUntilTheyEndOrThereIsMore() {
    wish("f:*");
    agents(1, "cpus:4;mem:100");
    allocator.grants();
    allocator.release(framework("f"), "*", agent("a0"), resources("cpus:4;mem:100"));
    allocator.allocate(framework("g"), "*", agent("a0"), resources("cpus:2"));
    allocator.refuse(
        framework("f"), "*", agent("a0"), resources("cpus:2;mem:100"), now.plusSeconds(5));
    assertThat(allocator.grants()).isEmpty();
    assertThat(allocator.isDirty()).isFalse();
    assertThat(allocator.nextExpiry()).contains(now.plusSeconds(5));

    allocator.expire(now.plusSeconds(4));
    assertThat(allocator.isDirty()).isFalse();
    allocator.release(framework("g"), "*", agent("a0"), resources("cpus:1"));
    assertThat(allocator.grants()).as("more than it refused").hasSize(1);
    allocator.release(framework("f"), "*", agent("a0"), resources("cpus:3;mem:100"));
    allocator.refuse(
        framework("f"), "*", agent("a0"), resources("cpus:3;mem:100"), now.plusSeconds(9));
    assertThat(allocator.grants()).isEmpty();
    allocator.expire(now.plusSeconds(9));
    assertThat(allocator.grants()).hasSize(1);
  }

  @Test
  void revivingForgetsRefusals() {
    wish("f:* g:x");
    agents(1, "cpus:4;mem:100");
    Grant grant = allocator.grants().getFirst();
    String first = grant.framework().getValue();
    allocator.release(grant.framework(), grant.role(), grant.agent(), grant.resources());
    allocator.refuse(
        grant.framework(), grant.role(), grant.agent(), grant.resources(), now.plusSeconds(99));
    Grant second = allocator.grants().getFirst();
    assertThat(second.framework().getValue()).isNotEqualTo(first);
    allocator.release(second.framework(), second.role(), second.agent(), second.resources());
    allocator.refuse(
        second.framework(), second.role(), second.agent(), second.resources(), now.plusSeconds(99));
    assertThat(allocator.grants()).isEmpty();
    allocator.revive(grant.framework(), grant.role());
    assertThat(allocator.grants().getFirst().framework()).isEqualTo(grant.framework());
    assertThat(allocator.nextExpiry()).contains(now.plusSeconds(99));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
"""
# what                       | frameworks | quotas (role guarantee limit)  | cpus that each gets
no quota                     | f:a g:b    |                                | {f=6.0, g=6.0}
a guarantee                  | f:a g:b    | a 9 -                          | {f=9.0, g=3.0}
a limit                      | f:a g:b    | a 0 2                          | {f=2.0, g=10.0}
a limit in the middle        | f:a g:b    | a 0 2.5                        | {f=2.5, g=9.5}
kept for who is not here     | g:b        | a 9 -                          | {g=3.0}
a guarantee below another    | f:a/x g:b  | a 9 -                          | {f=9.0, g=3.0}
a limit for all below        | f:a/x g:a/y h:b | a 0 4                     | {f=2.0, g=2.0, h=8.0}
""")
  void keepsToQuotas(String what, String frameworks, String quotas, String shares) {
    if (quotas != null) {
      String[] words = quotas.split(" ");
      allocator.quota(
          words[0],
          Optional.of(Quota.of(cpus(words[1]), words[2].equals("-") ? Map.of() : cpus(words[2]))));
    }
    wish(frameworks);
    agents(12, "cpus:1;mem:100");
    assertThat(cpusGranted()).as(what).hasToString(shares);
  }

  private static Map<String, Value.Scalar> cpus(String amount) {
    return Map.of("cpus", Value.Scalar.newBuilder().setValue(Double.parseDouble(amount)).build());
  }

  private Map<String, Double> cpusGranted() {
    Map<String, Double> cpus = new TreeMap<>();
    for (Grant grant : allocator.grants()) {
      cpus.merge(grant.framework().getValue(), grant.resources().scalar("cpus"), Double::sum);
    }
    return cpus;
  }

  @Test
  void someAgentsAreNotForEverybody() {
    allocator.addAgent(agent("gpu"), resources("cpus:1;mem:100;gpus:1"), false, true);
    allocator.addAgent(agent("far"), resources("cpus:1;mem:100"), true, true);
    allocator.addAgent(agent("tiny"), resources("disk:1000"), false, true);
    allocator.addAgent(agent("off"), resources("cpus:1;mem:100"), false, false);
    wish("f:*");
    assertThat(allocator.grants()).isEmpty();
    allocator.wish(
        framework("g"), new Wishes(Set.of("*"), true, false, false, false, (role, agent) -> false));
    assertThat(allocator.grants()).extracting(g -> g.agent().getValue()).containsExactly("gpu");
    allocator.wish(
        framework("h"), new Wishes(Set.of("*"), false, true, false, false, (role, agent) -> false));
    assertThat(allocator.grants()).extracting(g -> g.agent().getValue()).containsExactly("far");
    allocator.activate(agent("off"), true);
    assertThat(allocator.grants()).extracting(g -> g.agent().getValue()).containsExactly("off");
  }

  /** The cost of an event does not depend on how many agents there are. */
  @Test
  void oneChangeCostsOneLook() {
    for (int i = 0; i < 100; i++) {
      wish("f" + i + ":r" + i);
    }
    agents(1000, "cpus:1;mem:100");
    List<Grant> grants = allocator.grants();
    assertThat(grants).hasSize(1000);
    Map<String, Integer> byFramework = new HashMap<>();
    grants.forEach(g -> byFramework.merge(g.framework().getValue(), 1, Integer::sum));
    assertThat(byFramework.values()).containsOnly(10);
    assertThat(allocator.steps()).isLessThan(2_000);

    long before = allocator.steps();
    for (int i = 0; i < 1000; i++) {
      Grant grant = grants.get(i);
      allocator.release(grant.framework(), grant.role(), grant.agent(), grant.resources());
      assertThat(allocator.grants()).hasSize(1);
    }
    assertThat(allocator.steps() - before).isEqualTo(1000);
  }
}
