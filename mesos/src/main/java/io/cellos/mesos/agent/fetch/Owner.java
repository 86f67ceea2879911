package io.cellos.mesos.agent.fetch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** The user, other than the agent's own, to whom files shall belong. */
record Owner(int uid, int gid) {

  /**
   * @throws FetchException if this machine has no such user
   */
  static Owner of(String user) throws IOException {
    return new Owner(id("-u", user), id("-g", user));
  }

  private static int id(String option, String user) throws IOException {
    Process id = new ProcessBuilder("id", option, "--", user).start();
    try {
      String number = new String(id.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return Integer.parseInt(number.strip());
    } catch (NumberFormatException e) {
      throw new FetchException("No such user: " + user, e);
    } finally {
      id.destroy();
    }
  }

  void own(Path file) throws IOException {
    Files.setAttribute(file, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
    Files.setAttribute(file, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
  }

  /** The command that prints the file, as that user, who may not be allowed to read it. */
  List<String> print(Path file) {
    return List.of(
        "setpriv",
        "--reuid=" + uid,
        "--regid=" + gid,
        "--clear-groups",
        "cat",
        "--",
        file.toString());
  }
}
