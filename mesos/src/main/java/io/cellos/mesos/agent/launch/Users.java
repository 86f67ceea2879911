package io.cellos.mesos.agent.launch;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.mesos.v1.Protos.CommandInfo;
import org.apache.mesos.v1.Protos.FrameworkInfo;

/**
 * As whom tasks run.
 *
 * @param own the agent's user
 * @param mayBecome whether it is one that may become another
 * @param wanted flag switch_user: otherwise everything runs as the agent
 */
public record Users(String own, boolean mayBecome, boolean wanted) {
  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
  private static final Map<String, String> GROUPS = new ConcurrentHashMap<>();

  /** Those of this machine, for this process. */
  public static Users here(boolean switchUser) {
    String own = System.getProperty("user.name");
    return new Users(own, own.equals("root"), switchUser);
  }

  /**
   * The other user that the command is to run as; empty for the agent's own.
   *
   * @throws LaunchException if that can't be done here
   */
  Optional<String> of(CommandInfo command, FrameworkInfo framework) throws LaunchException {
    String user = command.hasUser() ? command.getUser() : framework.getUser();
    if (!wanted || user.isEmpty() || user.equals(own)) {
      return Optional.empty();
    }
    if (!mayBecome) {
      throw new LaunchException(
          "Can't run as user '%s': the agent runs as '%s', not as root. Ask for that user, or start the agent with --no-switch_user"
              .formatted(user, own));
    }
    principal(user);
    return Optional.of(user);
  }

  static UserPrincipal principal(String user) throws LaunchException {
    try {
      return FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(user);
    } catch (IOException e) {
      throw new LaunchException("No such user '" + user + "'", e);
    }
  }

  /** The words before a command that make it run as the user. */
  static List<String> words(String user) throws LaunchException {
    if (!Files.isExecutable(SETPRIV)) {
      throw new LaunchException("Can't run as user '" + user + "' without " + SETPRIV);
    }
    return List.of(
        SETPRIV.toString(), "--reuid", user, "--regid", group(user), "--init-groups", "--");
  }

  private static String group(String user) throws LaunchException {
    String known = GROUPS.get(user);
    if (known != null) {
      return known;
    }
    try {
      Process id = new ProcessBuilder("id", "-g", "--", user).start();
      String group = id.inputReader().readAllAsString().strip();
      if (group.isEmpty()) {
        throw new LaunchException("No group of user '" + user + "'");
      }
      GROUPS.put(user, group);
      return group;
    } catch (IOException e) {
      throw new LaunchException("Can't find the group of user '" + user + "'", e);
    }
  }
}
