package io.cellos.marathon.core.deploy;

import static io.cellos.marathon.core.Specs.app;
import static io.cellos.marathon.core.Specs.root;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.marathon.core.group.GroupTree;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.Timestamp;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A deployment taken back leaves what others did meanwhile. */
class ReverterTest {
  private static final Timestamp NEW = Timestamp.ofMillis(99);

  private static Group reverted(Group from, Group to, Group now) {
    DeploymentPlan plan = Planner.plan("id", from, to, NEW);
    return Reverter.revert(plan, new GroupTree(now, false), NEW).root();
  }

  private static Group needing(Group root, String group, String... needs) {
    return new GroupTree(root, false)
        .putDependencies(
            AppId.parse(group), Set.copyOf(Arrays.stream(needs).map(AppId::parse).toList()), NEW)
        .root();
  }

  private static Set<AppId> dependencies(Group root, String group) {
    return root.group(AppId.parse(group)).orElseThrow().dependencies();
  }

  @Test
  void aloneItIsAsItWas() {
    Group from = root(app("/a/b"), app("/x").instances(3));
    Group to = root(app("/a/b").cmd("new"), app("/n/m/o"), app("/x").instances(3));
    Group back = reverted(from, to, to);
    assertThat(back.withVersion(Timestamp.ZERO)).isEqualTo(from.withVersion(Timestamp.ZERO));
    assertThat(reverted(from, root(), root()).withVersion(Timestamp.ZERO))
        .isEqualTo(from.withVersion(Timestamp.ZERO));
  }

  @Test
  void whatOthersChangedStays() {
    Group from = root(app("/a/b"), app("/x"));
    Group to = root(app("/a/b").cmd("new"), app("/n/m/o"), app("/x"));
    Group now =
        root(app("/a/b").cmd("new"), app("/n/m/o"), app("/n/other"), app("/x").cmd("other"));
    Group back = reverted(from, to, now);
    assertThat(back.allApps().map(AppDefinition::id).map(AppId::toString))
        .containsExactlyInAnyOrder("/a/b", "/x", "/n/other");
    assertThat(back.app(AppId.parse("/x")).orElseThrow().execution().cmd()).contains("other");
    assertThat(back.app(AppId.parse("/a/b")).orElseThrow().execution().cmd()).contains("sleep 1");
    assertThat(back.group(AppId.parse("/n/m"))).isEmpty();
  }

  @Test
  void dependenciesOfGroupsAreTakenBackOneByOne() {
    Group base = root(app("/a/b"), app("/x"), app("/y"), app("/z"));
    Group from = needing(base, "/a", "/x");
    Group to = needing(base, "/a", "/y");
    Group now = needing(base, "/a", "/y", "/z");
    assertThat(dependencies(reverted(from, to, now), "/a"))
        .containsExactlyInAnyOrder(AppId.parse("/x"), AppId.parse("/z"));
    assertThat(dependencies(reverted(needing(base, "/gone", "/x"), base, base), "/gone"))
        .containsExactly(AppId.parse("/x"));
  }
}
