package io.cellos.marathon.json;

import static io.cellos.marathon.json.Docs.NOTHING;
import static io.cellos.marathon.json.Docs.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cellos.marathon.json.rules.Settings;
import io.cellos.marathon.json.schema.InvalidJsonException;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.GroupUpdate;
import io.cellos.marathon.model.InvalidObjectException;
import io.cellos.marathon.model.Timestamp;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupJsonTest {
  private static final GroupJson JSON = new GroupJson(Settings.DEFAULT);

  private static GroupUpdate read(String path, String body) {
    return JSON.read(json(body), AppId.parse(path), NOTHING);
  }

  @Test
  void idsAreRelativeToTheirGroup() {
    GroupUpdate.Structure update =
        (GroupUpdate.Structure)
            read(
                "/",
                """
                {'id':'/prod','dependencies':['../base'],
                 'apps':[{'id':'web','cmd':'sleep 1','dependencies':['db/mongo','/base/dns','../base']}],
                 'groups':[{'id':'db','apps':[{'id':'/prod/db/mongo','cmd':'sleep 1'}],
                            'groups':[{'id':'/prod/db/in','apps':[]}]}]}
                """);
    assertThat(update.id()).hasToString("/prod");
    assertThat(update.dependencies().orElseThrow()).containsExactly(AppId.parse("/base"));
    assertThat(update.apps().orElseThrow())
        .map(AppDefinition::id)
        .map(AppId::toString)
        .containsExactly("/prod/web");
    assertThat(update.apps().orElseThrow().getFirst().dependencies())
        .map(AppId::toString)
        .containsExactly("/prod/db/mongo", "/base/dns", "/base");
    GroupUpdate.Structure db = update.groups().orElseThrow().getFirst();
    assertThat(db.apps().orElseThrow().getFirst().id()).hasToString("/prod/db/mongo");
    assertThat(db.groups().orElseThrow().getFirst().id()).hasToString("/prod/db/in");
    assertThat(db.groups().orElseThrow().getFirst().apps()).contains(List.of());
    assertThat(db.groups().orElseThrow().getFirst().groups()).isEmpty();
  }

  @Test
  void theGroupIsWhereItIsSentTo() {
    assertThat(read("/prod", "{}").id()).hasToString("/prod");
    assertThat(read("/prod", "{'id':'db'}").id()).hasToString("/prod/db");
    assertThat(read("/prod", "{'id':'/db'}").id()).hasToString("/db");
  }

  @Test
  void otherUpdates() {
    assertThat(read("/prod", "{'scaleBy':1.5}"))
        .isEqualTo(new GroupUpdate.ScaleBy(AppId.parse("/prod"), 1.5));
    assertThat(read("/prod", "{'version':'2026-11-24T09:00:00.000Z'}"))
        .isEqualTo(
            new GroupUpdate.RollBack(
                AppId.parse("/prod"), Timestamp.parse("2026-11-24T09:00:00.000Z")));
    assertThat(JSON.readPartial(json("{'enforceRole':true}"))).contains(true);
    assertThat(JSON.readPartial(json("{}"))).isEmpty();
  }

  @Test
  void whereTheRoleIsEnforcedItIsEveryones() {
    GroupUpdate.Structure update =
        (GroupUpdate.Structure)
            read(
                "/",
                "{'id':'/dev','enforceRole':true,'apps':[{'id':'a','cmd':'sleep 1'}],"
                    + "'groups':[{'id':'x','apps':[{'id':'b','cmd':'sleep 1'}]}]}");
    assertThat(update.apps().orElseThrow().getFirst().role()).isEqualTo("dev");
    assertThat(update.groups().orElseThrow().getFirst().apps().orElseThrow().getFirst().role())
        .isEqualTo("dev");
    assertThat(update.enforceRole()).contains(true);
    Group root =
        NOTHING.withGroup(Group.empty(AppId.parse("/dev"), Timestamp.ZERO).withEnforceRole(true));
    assertThat(
            ((GroupUpdate.Structure)
                    JSON.read(
                        json("{'apps':[{'id':'a','cmd':'sleep 1'}]}"), AppId.parse("/dev"), root))
                .apps()
                .orElseThrow()
                .getFirst()
                .role())
        .isEqualTo("dev");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'id':'/a','version':'2026-11-24T09:00:00Z'}    | /version: not allowed in conjunction with other properties.",
        "{'scaleBy':2,'apps':[]}                         | /scaleBy: not allowed in conjunction with other properties.",
        "{'id':'/a/tasks'}                               | /id: must not end with any of the following reserved keywords: restart, tasks, versions, ., ..",
        "{'id':'/a','apps':[{'id':'/b/c','cmd':'ls -l'}]} | /apps(0)/id: Identifier is not child of '/a'",
        "{'id':'/a','apps':[{'id':'b/c','cmd':'ls -l'}]} | /apps(0)/id: Identifier is not child of '/a'",
        "{'id':'/a','groups':[{'apps':[]}]}              | /groups(0)/id: not defined",
        "{'id':'/a','groups':[{'id':'/b'}]}              | /groups(0)/id: Identifier is not child of '/a'",
        "{'id':'/a','groups':[{'id':'b','scaleBy':2}]}   | /groups(0)/scaleBy: not allowed in conjunction with other properties.",
        "{'id':'/a','groups':[{'id':'b','enforceRole':true}]} | /groups(0)/enforceRole: enforceRole can only be set for top-level groups, and /a/b is not top-level",
        "{'id':'/a','groups':[{'id':'b','apps':[{'id':'x','cmd':'ls -l'},{'id':'c'}]}]} | /groups(0)/apps(1): AppDefinition must either contain one of 'cmd' or 'args', and/or a 'container'.",
      })
  void aRuleIsBroken(String body, String problem) {
    assertThat(catchThrowableOfType(InvalidObjectException.class, () -> read("/", body)))
        .hasMessage(problem);
  }

  @Test
  void theRoleIsNotSwitchedTogetherWithServices() {
    Group root = NOTHING.withGroup(Group.empty(AppId.parse("/dev"), Timestamp.ZERO));
    assertThatThrownBy(
            () -> JSON.read(json("{'id':'/dev','enforceRole':true,'apps':[]}"), AppId.ROOT, root))
        .hasMessage(
            "/enforceRole: enforceRole cannot be modified in a request that adds, removes or"
                + " modifies services; please make these changes in separate requests.");
  }

  @Test
  void theShapeIsWrongDeepDown() {
    assertThat(
            catchThrowableOfType(
                InvalidJsonException.class,
                () ->
                    read(
                        "/",
                        "{'id':5,'groups':[{'id':'a','groups':[{'id':'b','apps':[{'id':'c','mem':'x'}]}]}]}")))
        .hasMessage(
            "/id: error.expected.jsstring\n"
                + "/groups(0)/groups(0)/apps(0)/mem: error.expected.jsnumber");
    assertThat(catchThrowableOfType(InvalidJsonException.class, () -> read("/", "{'groups':{}}")))
        .hasMessage("/groups: error.expected.jsarray");
  }

  @Test
  void groupsAreShownWithWhatIsAskedFor() {
    AppDefinition app =
        new AppJson(Settings.DEFAULT).read(json("{'id':'/a/b','cmd':'ls -l'}"), NOTHING);
    Group root = NOTHING.withGroup(Group.empty(AppId.parse("/a"), Timestamp.ZERO).withApp(app));
    assertThat(
            Docs.sent(
                new GroupInfoJson(
                        Optional.of(a -> json("{'id':'" + a.id() + "'}")), Optional.empty(), true)
                    .write(root)))
        .isEqualTo(
            json(
                """
                {'id':'/','apps':[],'pods':[],'groups':[
                   {'id':'/a','apps':[{'id':'/a/b'}],'pods':[],'groups':[],'dependencies':[],
                    'version':'1970-01-01T00:00:00.000Z','enforceRole':false}],
                 'dependencies':[],'version':'1970-01-01T00:00:00.000Z'}
                """));
    assertThat(
            new GroupInfoJson(Optional.empty(), Optional.empty(), false).write(root).get("groups"))
        .isEmpty();
  }
}
