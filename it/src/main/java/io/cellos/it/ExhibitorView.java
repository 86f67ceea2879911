package io.cellos.it;

import io.cellos.base.http.HttpCalls;
import io.cellos.base.json.Json;
import io.cellos.model.CellDescription;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;

/** Asks a cell's ensemble through its load balancer, as any Exhibitor client does. */
public final class ExhibitorView {
  private final String url;

  public ExhibitorView(LiveCell cell) {
    this.url = cell.describe().gateway().get("zookeeper");
  }

  /** Whether three members are listed and serving, and this node is not among them. */
  public boolean isWholeWithout(CellDescription.Node gone) {
    try {
      var response =
          HttpCalls.get(URI.create(url + "/exhibitor/v1/cluster/status"), Duration.ofSeconds(3));
      if (response.status() != 200) {
        return false;
      }
      int serving = 0;
      for (var server : Json.tree(response.body())) {
        boolean isGone = server.get("hostname").asText().equals(gone.privateIp());
        if (isGone || server.get("code").asInt() != 3) {
          return false;
        }
        serving++;
      }
      return serving == 3;
    } catch (IOException | UncheckedIOException e) {
      return false; // the balancer has no healthy target this moment
    }
  }

  /** The connection string of the moment; empty while nobody answers. */
  public String connectString() {
    try {
      var response =
          HttpCalls.get(URI.create(url + "/exhibitor/v1/cluster/list"), Duration.ofSeconds(3));
      if (response.status() != 200) {
        return "";
      }
      var list = Json.tree(response.body());
      StringBuilder servers = new StringBuilder();
      for (var server : list.get("servers")) {
        servers.append(servers.isEmpty() ? "" : ",");
        servers.append(server.asText()).append(':').append(list.get("port").asInt());
      }
      return servers.toString();
    } catch (IOException | UncheckedIOException e) {
      return "";
    }
  }
}
