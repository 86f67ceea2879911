package io.cellos.marathon.core.group;

import static io.cellos.marathon.core.Specs.app;
import static io.cellos.marathon.core.Specs.root;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.GroupUpdate;
import io.cellos.marathon.model.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GroupTreeTest {
  private static final Timestamp LATER = Timestamp.ofMillis(99);

  private static AppId id(String text) {
    return AppId.parse(text);
  }

  private static GroupTree tree(Group root) {
    return new GroupTree(root, false);
  }

  @Test
  void whatIsPutMakesItsGroups() {
    GroupTree tree = tree(root(app("/x"))).putApp(app("/a/b/c").made(), LATER);
    assertThat(tree.root().allGroups().map(Group::id).map(AppId::toString))
        .containsExactly("/", "/a", "/a/b");
    assertThat(tree.root().app(id("/a/b/c"))).isPresent();
    assertThat(tree.root().app(id("/a/b"))).isEmpty();
    assertThat(tree.root().app(id("/x"))).isPresent();
    assertThat(tree.root().allGroups().map(Group::version)).containsOnly(LATER);
    assertThat(tree.root().group(id("/a")).orElseThrow().enforceRole()).contains(false);
    assertThat(
            new GroupTree(Group.empty(AppId.ROOT, LATER), true)
                .putApp(app("/a/b/c").made(), LATER)
                .root()
                .group(id("/a"))
                .orElseThrow()
                .enforceRole())
        .contains(true);
  }

  @Test
  void anEmptyGroupGivesWayToAnAppOfItsName() {
    GroupTree tree = tree(root()).putGroup(Group.empty(id("/a/b"), LATER), LATER);
    Group replaced = tree.putApp(app("/a/b").made(), LATER).root();
    assertThat(replaced.group(id("/a/b"))).isEmpty();
    assertThat(GroupRules.check(replaced)).isEmpty();
    Group clash = tree(root(app("/a/b/c"))).putApp(app("/a/b").made(), LATER).root();
    assertThat(GroupRules.check(clash))
        .extracting(problem -> problem.path() + " " + problem.message())
        .containsExactly("/ Groups and Applications may not have the same identifier.");
  }

  @Test
  void removing() {
    GroupTree tree = tree(root(app("/a/b"), app("/a/c/d")));
    assertThat(tree.removeApp(id("/a/b"), LATER).root().allApps()).hasSize(1);
    assertThat(tree.removeApp(id("/no"), LATER).root().allApps()).hasSize(2);
    assertThat(tree.removeGroup(id("/a/c"), LATER).root().allApps()).hasSize(1);
    assertThat(tree.removeGroup(id("/a"), LATER).root().groups()).isEmpty();
    assertThat(tree.removeGroup(AppId.ROOT, LATER).root().isEmpty()).isTrue();
  }

  @Test
  void scalingAGroupScalesEveryAppBelow() {
    Group root = root(app("/a/b").instances(3), app("/a/c/d").instances(0), app("/x").instances(4));
    Group scaled =
        GroupChanges.scale(tree(root), new GroupUpdate.ScaleBy(id("/a"), 1.5), LATER).root();
    assertThat(scaled.app(id("/a/b")).orElseThrow().instances()).isEqualTo(5);
    assertThat(scaled.app(id("/a/c/d")).orElseThrow().instances()).isZero();
    assertThat(scaled.app(id("/x")).orElseThrow().instances()).isEqualTo(4);
  }

  @Test
  void anUpdateNamesWhatThereIsAndLeavesTheRest() {
    Group root = root(app("/a/b"), app("/a/c/d"), app("/a/e/f"), app("/x"));
    GroupUpdate.Structure onlyGroups =
        new GroupUpdate.Structure(
            id("/a"),
            Optional.empty(),
            Optional.of(List.of(structure("/a/c", app("/a/c/new").made()))),
            Optional.of(Set.of(id("/x"))),
            Optional.empty());
    Group changed = GroupChanges.restructure(tree(root), onlyGroups, LATER).root();
    assertThat(changed.allApps().map(AppDefinition::id).map(AppId::toString))
        .containsExactlyInAnyOrder("/x", "/a/b", "/a/c/new");
    assertThat(changed.group(id("/a")).orElseThrow().dependencies()).containsExactly(id("/x"));
    Group made =
        GroupChanges.restructure(tree(root), structure("/n/m", app("/n/m/o").made()), LATER).root();
    assertThat(made.app(id("/n/m/o"))).isPresent();
    Group back =
        GroupChanges.rollBack(tree(changed), root.group(id("/a")).orElseThrow(), LATER).root();
    assertThat(back.allApps().map(AppDefinition::id))
        .containsExactlyInAnyOrderElementsOf(root.allApps().map(AppDefinition::id).toList());
  }

  private static GroupUpdate.Structure structure(String id, AppDefinition app) {
    return new GroupUpdate.Structure(
        id(id), Optional.of(List.of(app)), Optional.empty(), Optional.empty(), Optional.empty());
  }
}
