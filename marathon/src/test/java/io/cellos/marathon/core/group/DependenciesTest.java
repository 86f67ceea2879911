package io.cellos.marathon.core.group;

import static io.cellos.marathon.core.Specs.app;
import static io.cellos.marathon.core.Specs.root;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.cellos.marathon.core.Specs;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.Timestamp;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DependenciesTest {
  private static int length(Group root, String app) {
    return new Dependencies(root).longestPath(AppId.parse(app));
  }

  private static Group grouped(Group root, String group, String... needs) {
    return new GroupTree(root, false)
        .putDependencies(
            AppId.parse(group),
            Set.of(Arrays.stream(needs).map(AppId::parse).toArray(AppId[]::new)),
            Timestamp.ZERO)
        .root();
  }

  @Test
  void theLongestChainCounts() {
    Group root =
        root(
            app("/a").needs("/b", "/c"),
            app("/b").needs("/c"),
            app("/c").needs("/d", "/not-there"),
            app("/d"),
            app("/e"));
    assertThat(length(root, "/a")).isEqualTo(4);
    assertThat(length(root, "/b")).isEqualTo(3);
    assertThat(length(root, "/c")).isEqualTo(2);
    assertThat(length(root, "/d")).isEqualTo(1);
    assertThat(length(root, "/e")).isEqualTo(1);
    assertThat(new Dependencies(root).areCyclic()).isFalse();
  }

  @Test
  void groupsStandForTheirApps() {
    Group root =
        root(
            app("/web/x").needs("/db"), app("/db/in/y"), app("/db/z").needs("/db/in"), app("/w/v"));
    assertThat(length(root, "/web/x")).isEqualTo(3);
    Group group = grouped(root, "/w", "/web");
    assertThat(length(group, "/w/v")).isEqualTo(4);
    assertThat(new Dependencies(group).areCyclic()).isFalse();
  }

  @Test
  void rounds() {
    assertThat(new Dependencies(root(app("/a").needs("/a"))).areCyclic()).isTrue();
    assertThat(new Dependencies(root(app("/a").needs("/b"), app("/b").needs("/a"))).areCyclic())
        .isTrue();
    assertThat(new Dependencies(root(app("/a/x").needs("/a"))).areCyclic()).isTrue();
    Group crossed = grouped(grouped(root(app("/a/x"), app("/b/y")), "/a", "/b"), "/b", "/a");
    assertThat(new Dependencies(crossed).areCyclic()).isTrue();
    assertThat(GroupRules.check(crossed))
        .extracting(problem -> problem.path() + " " + problem.message())
        .containsExactly("/ Dependency graph has cyclic dependencies.");
  }

  @Test
  void longChainsAndBigGroupsAreNoProblem() {
    Specs[] chain =
        IntStream.range(0, 1500)
            .mapToObj(i -> i == 0 ? app("/c/0") : app("/c/" + i).needs("/c/" + (i - 1)))
            .toArray(Specs[]::new);
    assertThat(length(root(chain), "/c/1499")).isEqualTo(1500);
    Specs[] wide =
        IntStream.range(0, 2000)
            .mapToObj(i -> app((i % 2 == 0 ? "/a/" : "/b/") + i))
            .toArray(Specs[]::new);
    Group root = grouped(root(wide), "/a", "/b");
    assertThatCode(() -> new Dependencies(root)).doesNotThrowAnyException();
    assertThat(length(root, "/a/0")).isEqualTo(2);
  }
}
