package io.cellos.coordination.zookeeper;

import io.cellos.model.InvalidInputException;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where ZooKeeper is and what of it is meant, as {@code zk://host:port,host:port/path}.
 *
 * @param servers {@code host:port,host:port}
 * @param path absolute, without a slash at its end; {@code /} for all of it
 */
public record ZkUrl(String servers, String path) {
  private static final String SCHEME = "zk://";
  private static final int USUAL_PORT = 2181;
  private static final Pattern SERVER = Pattern.compile("[A-Za-z0-9._-]+:[0-9]{1,5}");

  /** A path as ZooKeeper takes it. */
  private static final Pattern PATH = Pattern.compile("/|(/[A-Za-z0-9._~-]+)+");

  public ZkUrl {
    for (String server : servers.split(",", -1)) {
      if (!SERVER.matcher(server).matches()) {
        throw new InvalidInputException("\"" + server + "\" is not host:port of a server");
      }
    }
    if (!PATH.matcher(path).matches()) {
      throw new InvalidInputException("\"" + path + "\" is not a path such as /mesos");
    }
  }

  /**
   * Reads the URL; a server without a port has 2181.
   *
   * @throws InvalidInputException if it is not such a URL
   */
  public static ZkUrl parse(String text) {
    String url = text.strip();
    if (!url.startsWith(SCHEME)) {
      throw new InvalidInputException("\"" + url + "\" is not a URL such as zk://host:2181/mesos");
    }
    String rest = url.substring(SCHEME.length());
    if (rest.contains("@")) {
      throw new InvalidInputException("a zk:// URL with a user and a password can't be used");
    }
    int slash = rest.indexOf('/');
    String hosts = slash < 0 ? rest : rest.substring(0, slash);
    String path = slash < 0 ? "/" : rest.substring(slash);
    return new ZkUrl(
        Arrays.stream(hosts.split(",", -1)).map(ZkUrl::withPort).collect(Collectors.joining(",")),
        path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
  }

  private static String withPort(String server) {
    return server.contains(":") ? server : server + ":" + USUAL_PORT;
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return SCHEME + servers + path;
  }
}
