package io.cellos.model;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A user's own provisioning step: a directory with an executable {@code provision} (runs before the
 * ZooKeeper barrier), {@code provision_post} (runs after it), or both.
 *
 * @param name 1 to 40 lower-case letters, digits, {@code -} and {@code _}; it names log files
 * @param path the directory, absolute
 * @param roles the roles whose nodes run it
 */
public record UserModule(String name, String path, Set<Role> roles) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,39}");

  public UserModule {
    if (!NAME.matcher(name).matches()) {
      throw new InvalidInputException(
          "\"" + name + "\" is not a module name: use lower-case letters, digits, - and _");
    }
    roles = Set.copyOf(roles);
  }

  /** Those of the modules that nodes of this role run, in the order given. */
  public static List<UserModule> forRole(List<UserModule> modules, Role role) {
    return modules.stream().filter(module -> module.roles.contains(role)).toList();
  }
}
