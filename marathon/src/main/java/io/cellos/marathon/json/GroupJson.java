package io.cellos.marathon.json;

import static io.cellos.marathon.json.tree.Trees.items;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellos.marathon.json.rules.IdRules;
import io.cellos.marathon.json.rules.Roles;
import io.cellos.marathon.json.rules.Settings;
import io.cellos.marathon.json.rules.Violations;
import io.cellos.marathon.json.schema.InvalidJsonException;
import io.cellos.marathon.json.shape.GroupShape;
import io.cellos.marathon.json.tree.Trees;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.GroupUpdate;
import io.cellos.marathon.model.InvalidObjectException;
import io.cellos.marathon.model.Problem;
import io.cellos.marathon.model.Timestamp;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads what groups shall become. Everything throws {@link InvalidJsonException} if the JSON has
 * the wrong shape and {@link InvalidObjectException} if a rule is broken.
 */
public final class GroupJson {
  private static final String ALONE = "not allowed in conjunction with other properties.";

  private final Settings settings;
  private final AppJson apps;

  public GroupJson(Settings settings) {
    this.settings = settings;
    this.apps = new AppJson(settings);
  }

  /** What a group says of enforcing its role, sent by itself. */
  public Optional<Boolean> readPartial(JsonNode body) {
    return Trees.flag(GroupShape.PARTIAL.read(body), "enforceRole");
  }

  /**
   * An update of the group at the path, or of the one that it names itself.
   *
   * @param path where it was sent to
   * @param root what there is, which decides on roles
   */
  public GroupUpdate read(JsonNode body, AppId path, Group root) {
    ObjectNode clean = GroupShape.read(body);
    Optional<String> id = Trees.text(clean, "id");
    Violations violations = Violations.begin();
    id.ifPresent(text -> IdRules.check(text, violations.at("id")));
    for (String field : List.of("version", "scaleBy")) {
      violations.at(field).require(!clean.has(field) || clean.size() == 1, ALONE);
    }
    violations.throwIfAny();
    AppId group = id.map(path::resolve).orElse(path);
    if (clean.has("version")) {
      return new GroupUpdate.RollBack(group, Timestamp.parse(clean.get("version").textValue()));
    }
    if (clean.has("scaleBy")) {
      return new GroupUpdate.ScaleBy(group, clean.get("scaleBy").doubleValue());
    }
    List<Problem> problems = new ArrayList<>();
    GroupUpdate update = structure(clean, group, root, enforced(clean, group, root), problems);
    InvalidObjectException.throwIfAny(problems);
    return update;
  }

  private boolean enforced(JsonNode body, AppId group, Group root) {
    return (group.isTopLevel() ? Trees.flag(body, "enforceRole") : Optional.<Boolean>empty())
        .or(() -> root.group(group.topLevel()).flatMap(Group::enforceRole))
        .orElse(!group.isRoot() && settings.newGroupsEnforceRole());
  }

  private GroupUpdate.Structure structure(
      JsonNode body, AppId group, Group root, boolean enforced, List<Problem> problems) {
    Optional<Boolean> enforceRole = Trees.flag(body, "enforceRole");
    if (!group.isTopLevel() && enforceRole.orElse(false)) {
      problems.add(
          new Problem(
              "/enforceRole",
              "enforceRole can only be set for top-level groups, and "
                  + group
                  + " is not top-level"));
    }
    checkUnchanged(enforceRole, body, root.group(group), problems);
    return new GroupUpdate.Structure(
        group,
        Trees.field(body, "apps").map(ignored -> apps(body, group, root, enforced, problems)),
        Trees.field(body, "groups").map(ignored -> groups(body, group, root, enforced, problems)),
        Trees.field(body, "dependencies").map(list -> dependencies(list, group, problems)),
        group.isTopLevel() ? Optional.of(enforced) : Optional.empty());
  }

  private static void checkUnchanged(
      Optional<Boolean> asked, JsonNode body, Optional<Group> there, List<Problem> problems) {
    Optional<Boolean> before = there.flatMap(Group::enforceRole);
    if (asked.isPresent()
        && before.isPresent()
        && !asked.equals(before)
        && (body.has("apps") || body.has("groups"))) {
      problems.add(
          new Problem(
              "/enforceRole",
              "enforceRole cannot be modified in a request that adds, removes or modifies"
                  + " services; please make these changes in separate requests."));
    }
  }

  private List<AppDefinition> apps(
      JsonNode body, AppId group, Group root, boolean enforced, List<Problem> problems) {
    List<AppDefinition> read = new ArrayList<>();
    List<JsonNode> found = items(body, "apps");
    for (int i = 0; i < found.size(); i++) {
      ObjectNode app = (ObjectNode) found.get(i);
      AppId id = group.resolve(app.get("id").textValue());
      String at = "/apps(" + i + ")";
      if (!id.parent().equals(group)) {
        problems.add(new Problem(at + "/id", "Identifier is not child of '" + group + "'"));
      } else {
        try {
          Roles roles = Roles.of(settings, id, root, enforced, false);
          read.add(apps.complete(app.put("id", id.toString()), group, roles));
        } catch (InvalidObjectException e) {
          e.problems().forEach(problem -> problems.add(problem.below(at)));
        }
      }
    }
    return read;
  }

  private List<GroupUpdate.Structure> groups(
      JsonNode body, AppId parent, Group root, boolean enforced, List<Problem> problems) {
    List<GroupUpdate.Structure> read = new ArrayList<>();
    List<JsonNode> found = items(body, "groups");
    for (int i = 0; i < found.size(); i++) {
      JsonNode child = found.get(i);
      String at = "/groups(" + i + ")";
      Violations violations = Violations.begin();
      Optional<String> id = Trees.text(child, "id");
      violations.at("id").require(id.isPresent(), "not defined");
      id.ifPresent(text -> IdRules.check(text, violations.at("id")));
      for (String field : List.of("version", "scaleBy")) {
        violations.at(field).require(!child.has(field), ALONE);
      }
      Optional<AppId> group = id.map(parent::resolve);
      violations
          .at("id")
          .require(
              group.isEmpty() || group.get().parent().equals(parent),
              "Identifier is not child of '" + parent + "'");
      List<Problem> below = new ArrayList<>(violations.found());
      if (below.isEmpty()) {
        AppId path = group.orElseThrow();
        boolean own = path.isTopLevel() ? enforced(child, path, root) : enforced;
        read.add(structure(child, path, root, own, below));
      }
      below.forEach(problem -> problems.add(problem.below(at)));
    }
    return read;
  }

  private static Set<AppId> dependencies(JsonNode list, AppId group, List<Problem> problems) {
    List<String> texts = Trees.texts(list).toList();
    Violations violations = Violations.begin();
    for (int i = 0; i < texts.size(); i++) {
      IdRules.check(texts.get(i), violations.at("dependencies").at(i));
    }
    problems.addAll(violations.found());
    return violations.found().isEmpty()
        ? texts.stream().map(group::resolve).collect(Collectors.toCollection(LinkedHashSet::new))
        : Set.of();
  }
}
