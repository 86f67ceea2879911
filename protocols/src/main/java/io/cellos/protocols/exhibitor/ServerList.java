package io.cellos.protocols.exhibitor;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Answer of {@code /cluster/list}: the voting members in the order in which they joined.
 *
 * @param servers hosts without a port; empty before the ensemble formed
 * @param port ZooKeeper's client port, the same on every server
 */
public record ServerList(List<String> servers, int port) {
  public ServerList {
    servers = List.copyOf(servers);
  }

  /** The other form it is served in: {@code count=1&server0=10.0.0.11&port=2181}. */
  public String toForm() {
    StringBuilder form = new StringBuilder("count=").append(servers.size());
    for (int i = 0; i < servers.size(); i++) {
      form.append("&server").append(i).append('=');
      form.append(java.net.URLEncoder.encode(servers.get(i), StandardCharsets.UTF_8));
    }
    return form.append("&port=").append(port).toString();
  }

  /** {@code host:port,host:port}, as ZooKeeper clients take it; empty if there are no servers. */
  public String connectString() {
    return servers.stream().map(host -> host + ":" + port).collect(Collectors.joining(","));
  }
}
