package io.cellos.marathon.json.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.Timestamp;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolesTest {
  /** Enforced by the group if it is there, otherwise as new groups are. */
  @ParameterizedTest
  @CsvSource({
    // app, group's enforceRole, new groups enforce | valid, preferred
    "/a,       ,      false, mesos,     mesos",
    "/a,       ,      true,  mesos,     mesos",
    "/dev/a,   ,      false, mesos dev, mesos",
    "/dev/a,   ,      true,  dev,       dev",
    "/dev/a,   true,  false, dev,       dev",
    "/dev/x/a, true,  false, dev,       dev",
    "/dev/a,   false, true,  mesos dev, mesos",
  })
  void rolesOfAnApp(String id, Boolean enforce, boolean newGroups, String valid, String preferred) {
    Settings settings =
        new Settings(Features.NONE, Optional.empty(), "mesos-bridge", "mesos", newGroups);
    Group root = Group.empty(AppId.ROOT, Timestamp.ZERO);
    if (enforce != null) {
      root =
          root.withGroup(Group.empty(AppId.parse("/dev"), Timestamp.ZERO).withEnforceRole(enforce));
    }
    Roles roles = Roles.of(settings, AppId.parse(id), root, false);
    assertThat(roles.valid()).containsExactly(valid.split(" "));
    assertThat(roles.preferred()).isEqualTo(preferred);
  }
}
