package io.cellos.marathon.api;

import io.cellos.marathon.api.http.Answer;
import io.cellos.marathon.api.http.Exchange;
import io.cellos.marathon.api.http.Refusal;
import io.cellos.marathon.api.render.AppInfos;
import io.cellos.marathon.api.render.Embed;
import io.cellos.marathon.api.render.PodStatuses;
import io.cellos.marathon.core.view.MarathonView;
import io.cellos.marathon.json.GroupInfoJson;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.Timestamp;
import io.cellos.marathon.service.History;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What can be read of groups. */
final class GroupReads implements Resource {
  private static final String APP_EMBED = "group.apps.";
  private static final Pattern APPS = Pattern.compile("(?<id>(.+/)?)apps");
  private static final Pattern VERSIONS = Pattern.compile("(?<id>(.+/)?)versions");
  private static final Pattern VERSION = Pattern.compile("(?<id>(.+/)?)versions/(?<v>[^/]+)");

  @Override
  public Answer answer(Exchange exchange, String rest, Calls calls)
      throws IOException, InterruptedException {
    Matcher apps = APPS.matcher(rest);
    if (apps.matches()) {
      return apps(exchange, id(apps), calls.view());
    }
    Matcher versions = VERSIONS.matcher(rest);
    if (versions.matches()) {
      return versions(id(versions), calls);
    }
    Matcher version = VERSION.matcher(rest);
    if (version.matches()) {
      return version(exchange, id(version), Timestamp.parse(version.group("v")), calls);
    }
    AppId id = Ids.find("Group", rest);
    MarathonView view = calls.view();
    Group group = find(view.tree().root(), id);
    return Answer.json(shown(exchange, view, appEmbeds(exchange)).write(group));
  }

  static Group find(Group root, AppId id) {
    return root.group(id).orElseThrow(() -> unknown(id));
  }

  private static AppId id(Matcher path) {
    return Ids.find("Group", path.group("id"));
  }

  private static Refusal unknown(AppId id) {
    return Refusal.unknown("Group", id.toString());
  }

  private static Answer apps(Exchange exchange, AppId id, MarathonView view) {
    AppInfos infos = new AppInfos(view, appEmbeds(exchange), now());
    return Answers.array(
        view.tree().root().group(id).stream().flatMap(Group::allApps).map(infos::write));
  }

  /** Of a group that is not the root only those versions of everything in which it was. */
  private static Answer versions(AppId id, Calls calls) throws IOException, InterruptedException {
    AppId known = find(calls.root(), id).id();
    List<Timestamp> versions = new ArrayList<>();
    History history = calls.history();
    for (Timestamp version : history.rootVersions()) {
      if (known.isRoot() || history.root(version).flatMap(root -> root.group(known)).isPresent()) {
        versions.add(version);
      }
    }
    return Answers.array(versions.stream().map(Answers::text));
  }

  private static Answer version(Exchange exchange, AppId id, Timestamp version, Calls calls)
      throws IOException, InterruptedException {
    Optional<Group> group = calls.history().root(version).flatMap(root -> root.group(id));
    return Answer.json(
        shown(exchange, calls.view(), Set.of()).write(group.orElseThrow(() -> unknown(id))));
  }

  private static Set<Embed> appEmbeds(Exchange exchange) {
    return Embed.of(
        exchange.queries("embed").stream()
            .filter(name -> name.startsWith(APP_EMBED))
            .collect(Collectors.toSet()));
  }

  /** If nothing is asked to be embedded, apps, pods and groups are shown. */
  private static GroupInfoJson shown(Exchange exchange, MarathonView view, Set<Embed> embeds) {
    Set<String> named =
        exchange.queries("embed").stream()
            .filter(name -> !name.startsWith(APP_EMBED))
            .collect(Collectors.toSet());
    if (exchange.queries("embed").isEmpty()) {
      named = Stream.of("group.apps", "group.pods", "group.groups").collect(Collectors.toSet());
    }
    AppInfos apps = new AppInfos(view, embeds, now());
    PodStatuses pods = new PodStatuses(view, now());
    return new GroupInfoJson(
        named.contains("group.apps") ? Optional.of(apps::write) : Optional.empty(),
        named.contains("group.pods") ? Optional.of(pods::write) : Optional.empty(),
        named.contains("group.groups"));
  }

  private static Timestamp now() {
    return new Timestamp(Instant.now());
  }
}
