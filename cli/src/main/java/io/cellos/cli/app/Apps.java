package io.cellos.cli.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cellos.backend.Backend;
import io.cellos.base.error.CellException;
import io.cellos.base.text.NearWord;
import io.cellos.cli.body.Body;
import io.cellos.cli.body.Way;
import io.cellos.model.CellDescription;
import io.cellos.model.CellName;
import io.cellos.protocols.marathon.MarathonClient;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The apps of a cell, and the way to them. Every failure of a call says what to do about it. */
public final class Apps implements AutoCloseable {
  private final CellDescription cell;
  private final CellName name;
  private final MarathonClient marathon;
  private final Refusals refusals;
  private final Way way;

  private Apps(CellDescription cell, CellName name, URI uri, Way way) {
    this.cell = cell;
    this.name = name;
    this.marathon = new MarathonClient(uri, Way.CALL, way.proxy());
    this.refusals = new Refusals(name, marathon);
    this.way = way;
  }

  /**
   * Finds a way to the cell's Marathon.
   *
   * @throws CellException if there is none
   */
  public static Apps of(Backend backend, CellName name) {
    CellDescription cell = backend.describe(name);
    String found = cell.gateway().get("marathon");
    if (found == null) {
      throw CellException.failed(
          "cell " + name + " has no Marathon: its stateless body has no nodes",
          "give it some: cell scale " + name + " stateless-body 1");
    }
    URI uri = URI.create(found);
    try {
      Way way =
          Way.find(
              backend, name, (proxy, timeout) -> new MarathonClient(uri, timeout, proxy).ping());
      return new Apps(cell, name, uri, way);
    } catch (IOException e) {
      throw CellException.failed(
          "no Marathon of cell %s answers at %s: %s".formatted(name, uri, e.getMessage()),
          "look whether its stateless body is healthy: cell list " + name,
          e);
    }
  }

  /** The masters and agents, reached the same way; not to be closed. */
  public Body body() {
    return Body.of(cell, name, way);
  }

  /** All apps, in the order of their ids. */
  public List<AppView> list() {
    List<AppView> views = new ArrayList<>();
    JsonNode queue = queue();
    for (JsonNode app : ask("/v2/apps?embed=apps.counts&embed=apps.deployments").path("apps")) {
      views.add(AppView.of(app, Waits.of(queue, app.path("id").asText())));
    }
    views.sort((one, other) -> one.id().compareTo(other.id()));
    return views;
  }

  /** All apps as Marathon tells of them, with their last failures, by id. */
  Map<String, JsonNode> failures() {
    Map<String, JsonNode> all = new HashMap<>();
    ask("/v2/apps?embed=apps.counts&embed=apps.lastTaskFailure")
        .path("apps")
        .forEach(app -> all.put(app.path("id").asText(), app));
    return all;
  }

  /** An app as Marathon tells of it, with its tasks and last failure. */
  public JsonNode app(String id) {
    String query =
        "?embed=app.counts&embed=app.tasks&embed=app.deployments&embed=app.lastTaskFailure";
    try {
      return marathon.get("/v2/apps" + MarathonClient.path(id) + query).path("app");
    } catch (IOException e) {
      throw refusals.failed("look at app " + id, e);
    }
  }

  /** What an app waits for, for people; empty if for nothing. */
  public String waitsFor(String id) {
    return Waits.of(queue(), MarathonClient.path(id)).orElse("");
  }

  /** What Marathon would launch if it could, and why it can't. */
  private JsonNode queue() {
    return ask("/v2/queue");
  }

  /** The ids of what is being deployed. */
  public List<String> deployments() {
    List<String> ids = new ArrayList<>();
    ask("/v2/deployments").forEach(deployment -> ids.add(deployment.path("id").asText()));
    return ids;
  }

  private JsonNode ask(String path) {
    try {
      return marathon.get(path);
    } catch (IOException e) {
      throw refusals.failed("read " + path.replaceFirst("\\?.*", ""), e);
    }
  }

  /** Has everything of a file deployed. */
  public Deployment deploy(AppFile file, boolean force) {
    String query = "?force=" + force;
    try {
      JsonNode answer =
          switch (file.kind()) {
            case APP ->
                marathon.put(
                    "/v2/apps"
                        + MarathonClient.path(file.ids().getFirst())
                        + query
                        + "&partialUpdate=false",
                    file.content());
            case APPS -> marathon.put("/v2/apps" + query + "&partialUpdate=false", file.content());
            case GROUP ->
                marathon.put(
                    "/v2/groups" + MarathonClient.path(file.group()) + query, file.content());
          };
      return new Deployment(answer.path("deploymentId").asText(""), file.ids());
    } catch (IOException e) {
      throw refusals.failed("deploy " + file.name(), e);
    }
  }

  /** Has an app have so many instances. */
  public Deployment scale(String id, int instances, boolean force) {
    JsonNode wish = JsonNodeFactory.instance.objectNode().put("instances", instances);
    try {
      // asked first, because a PUT would make an app that is not there
      marathon.get("/v2/apps" + MarathonClient.path(id) + "?embed=none");
      String path = "/v2/apps" + MarathonClient.path(id) + "?force=" + force;
      return deployment(marathon.put(path, wish), id);
    } catch (IOException e) {
      throw refusals.failed("scale app " + id, e);
    }
  }

  /** Has all instances of an app replaced. */
  public Deployment restart(String id, boolean force) {
    try {
      String path = "/v2/apps" + MarathonClient.path(id) + "/restart?force=" + force;
      return deployment(marathon.post(path, JsonNodeFactory.instance.objectNode()), id);
    } catch (IOException e) {
      throw refusals.failed("restart app " + id, e);
    }
  }

  /** What removing this id would remove; empty if there is no app or group of that name. */
  public List<String> below(String id) {
    String path = MarathonClient.path(id);
    return list().stream()
        .map(AppView::id)
        .filter(app -> app.equals(path) || app.startsWith(path + "/"))
        .toList();
  }

  /** Whether there is a group of this id. */
  public boolean isGroup(String id) {
    try {
      marathon.get("/v2/groups" + MarathonClient.path(id));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** {@code ; did you mean "/web"?}, or nothing. */
  public String hint(String id) {
    return NearWord.hint(MarathonClient.path(id), list().stream().map(AppView::id).toList());
  }

  /** Has an app, or a group with all that is in it, ended and forgotten. */
  public Deployment remove(String id, boolean force) {
    String path = MarathonClient.path(id);
    boolean single = below(id).contains(path);
    try {
      String what = single ? "/v2/apps" : "/v2/groups";
      JsonNode answer = marathon.delete(what + path + "?force=" + (single || force));
      return new Deployment(answer.path("deploymentId").asText(""), List.of());
    } catch (IOException e) {
      throw refusals.failed("remove " + id, e);
    }
  }

  private static Deployment deployment(JsonNode answer, String id) {
    return new Deployment(answer.path("deploymentId").asText(""), List.of(MarathonClient.path(id)));
  }

  @Override
  public void close() {
    way.close();
  }
}
