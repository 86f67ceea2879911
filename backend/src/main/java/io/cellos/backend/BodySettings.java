package io.cellos.backend;

import io.cellos.model.BodySpec;
import io.cellos.model.Engine;
import io.cellos.model.Role;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The settings that say how work is scheduled in the body; the same for every backend. */
public final class BodySettings {
  public static final String ENGINE = "engine";
  public static final String MESOS_HOME = "mesos.home";
  public static final String RESOURCES = "resources";

  /** Every key. */
  public static final Set<String> KEYS = Set.of(ENGINE, MESOS_HOME, RESOURCES);

  /** Between the parts of {@code stateless-body=…,membrane=…}; resources have commas, too. */
  private static final Pattern BETWEEN_ROLES = Pattern.compile(",(?=[a-z-]+=)");

  private static final Pattern BY_ROLE = Pattern.compile("[a-z-]+=.*");

  private BodySettings() {}

  /**
   * @throws io.cellos.model.InvalidInputException naming what is wrong
   */
  public static BodySpec of(Settings settings) {
    return new BodySpec(
        settings.get(ENGINE).map(Engine::parse).orElse(Engine.EMBEDDED),
        settings.get(MESOS_HOME).orElse(null),
        settings.get(RESOURCES).map(BodySettings::resources).orElse(Map.of()));
  }

  private static Map<Role, String> resources(String text) {
    Map<Role, String> byRole = new EnumMap<>(Role.class);
    if (BY_ROLE.matcher(text).matches()) {
      for (String part : BETWEEN_ROLES.split(text)) {
        int equals = part.indexOf('=');
        byRole.put(Role.parse(part.substring(0, equals)), part.substring(equals + 1));
      }
    } else {
      for (Role role : Role.values()) {
        if (role != Role.NUCLEUS) {
          byRole.put(role, text);
        }
      }
    }
    return byRole;
  }
}
