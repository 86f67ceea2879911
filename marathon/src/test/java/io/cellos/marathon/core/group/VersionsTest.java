package io.cellos.marathon.core.group;

import static io.cellos.marathon.core.Specs.app;
import static io.cellos.marathon.core.Specs.root;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.marathon.core.Specs;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.Timestamp;
import io.cellos.marathon.model.VersionInfo;
import org.junit.jupiter.api.Test;

/** Which change moves which of the three times. */
class VersionsTest {
  private static final Timestamp OLD = Timestamp.ofMillis(10);
  private static final Timestamp NEW = Timestamp.ofMillis(99);

  private static VersionInfo after(Group from, AppDefinition changed) {
    GroupTree to = new GroupTree(from, false).putApp(changed, NEW);
    Group stamped = Versions.stamp(NEW, from, to.root());
    assertThat(stamped.version()).isEqualTo(NEW);
    return stamped.app(changed.id()).orElseThrow().versionInfo();
  }

  @Test
  void allCases() {
    Specs spec = app("/a/b").instances(2);
    Group from = root(spec, app("/a/c"));
    AppDefinition again = spec.made().withVersionInfo(new VersionInfo.Only(NEW));
    assertThat(after(from, again)).isEqualTo(VersionInfo.changed(OLD));
    assertThat(after(from, spec.cmd("other").made())).isEqualTo(VersionInfo.changed(NEW));
    assertThat(after(from, spec.instances(5).made()))
        .isEqualTo(new VersionInfo.Full(NEW, NEW, OLD));
    assertThat(after(from, spec.made().markedForRestart()))
        .isEqualTo(new VersionInfo.Full(NEW, OLD, NEW));
    assertThat(after(from, app("/a/new").made())).isEqualTo(VersionInfo.changed(NEW));
    assertThat(after(from, spec.instances(5).cmd("other").made()))
        .isEqualTo(VersionInfo.changed(NEW));
  }

  @Test
  void whatDoesNotChangeIsTheSameObject() {
    Group from = root(app("/a/b"), app("/a/c"));
    Group to = new GroupTree(from, false).putApp(app("/a/b").cmd("other").made(), NEW).root();
    Group stamped = Versions.stamp(NEW, from, to);
    assertThat(stamped.app(AppId.parse("/a/c")).orElseThrow())
        .isSameAs(from.app(AppId.parse("/a/c")).orElseThrow());
  }
}
