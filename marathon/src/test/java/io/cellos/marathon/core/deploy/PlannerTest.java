package io.cellos.marathon.core.deploy;

import static io.cellos.marathon.core.Specs.app;
import static io.cellos.marathon.core.Specs.root;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellos.marathon.core.group.GroupTree;
import io.cellos.marathon.core.group.Versions;
import io.cellos.marathon.json.DeploymentJson;
import io.cellos.marathon.model.AppId;
import io.cellos.marathon.model.Group;
import io.cellos.marathon.model.Problem;
import io.cellos.marathon.model.ReadinessCheck;
import io.cellos.marathon.model.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static final Timestamp NEW = Timestamp.ofMillis(99);

  private static DeploymentPlan plan(Group from, Group to) {
    return Planner.plan("id", from, Versions.stamp(NEW, from, to), NEW);
  }

  /** Steps by semicolons, their actions in order of name. */
  private static String steps(DeploymentPlan plan) {
    return plan.steps().stream()
        .map(
            step ->
                step.actions().stream()
                    .map(action -> action.name() + " " + action.spec().id())
                    .sorted()
                    .collect(Collectors.joining(", ")))
        .collect(Collectors.joining("; "));
  }

  private static String steps(Group from, Group to) {
    return steps(plan(from, to));
  }

  @Test
  void whatIsNewIsBegunAndThenScaled() {
    assertThat(steps(root(), root(app("/g/a"), app("/g/b"))))
        .isEqualTo(
            "StartApplication /g/a, StartApplication /g/b;"
                + " ScaleApplication /g/a, ScaleApplication /g/b");
  }

  @Test
  void whatIsGoneIsStoppedFirst() {
    assertThat(steps(root(app("/a"), app("/b")), root(app("/b").cmd("new"))))
        .isEqualTo("StopApplication /a; RestartApplication /b");
  }

  @Test
  void nothingChangedIsNoStep() {
    assertThat(plan(root(app("/a")), root(app("/a"))).isEmpty()).isTrue();
  }

  @Test
  void scalingIsNotRestarting() {
    assertThat(steps(root(app("/a")), root(app("/a").instances(5))))
        .isEqualTo("ScaleApplication /a");
    assertThat(steps(root(app("/a")), root(app("/a").instances(5).cmd("new"))))
        .isEqualTo("RestartApplication /a");
    assertThat(steps(root(app("/a")), root(app("/a").instances(0).cmd("new"))))
        .isEqualTo("ScaleApplication /a");
  }

  @Test
  void aRestartIsAskedForByAVersion() {
    Group from = root(app("/a"));
    Group to = new GroupTree(from, false).putApp(app("/a").made().markedForRestart(), NEW).root();
    assertThat(steps(from, to)).isEqualTo("RestartApplication /a");
  }

  @Test
  void whatOthersNeedComesFirst() {
    Group from =
        root(
            app("/t/db").instances(4),
            app("/t/srv").instances(4),
            app("/t/stop").needs("/t/db"),
            app("/t/free"));
    Group to =
        root(
            app("/t/db").cmd("new").instances(8),
            app("/t/srv").cmd("new").instances(10).needs("/t/db"),
            app("/t/start").instances(2).needs("/t/srv"),
            app("/t/free").cmd("new"));
    assertThat(steps(from, to))
        .isEqualTo(
            "StopApplication /t/stop; StartApplication /t/start;"
                + " RestartApplication /t/db, RestartApplication /t/free;"
                + " RestartApplication /t/srv; ScaleApplication /t/start");
  }

  @Test
  void whatIsToBeKilledIsKilledWhenScaled() {
    Group from = root(app("/a").instances(3));
    DeploymentPlan plan =
        Planner.plan(
            "id",
            from,
            Versions.stamp(NEW, from, root(app("/a").instances(2))),
            NEW,
            Map.of(AppId.parse("/a"), List.of("a.instance-1")));
    assertThat(plan.steps().getFirst().actions().getFirst())
        .isInstanceOfSatisfying(
            DeploymentAction.Scale.class,
            scale -> {
              assertThat(scale.scaleTo()).isEqualTo(2);
              assertThat(scale.toKill()).containsExactly("a.instance-1");
            });
  }

  @Test
  void onlyOneDeploymentTouchesAnApp() {
    Group from = root(app("/a"), app("/b"));
    DeploymentPlan a = plan(from, root(app("/a").cmd("new"), app("/b")));
    DeploymentPlan b = plan(from, root(app("/a"), app("/b").cmd("new")));
    DeploymentPlan both = plan(from, root());
    assertThat(Conflicts.toCancel(b, List.of(a), false)).isEmpty();
    assertThat(Conflicts.toCancel(both, List.of(a, b), true)).containsExactly(a, b);
    assertThatThrownBy(() -> Conflicts.toCancel(both, List.of(a, b), false))
        .isInstanceOf(Conflicts.LockedException.class)
        .hasMessageStartingWith("App is locked by one or more deployments. ");
    assertThat(both.affected()).map(AppId::toString).containsExactlyInAnyOrder("/a", "/b");
    assertThat(both.deleted()).hasSize(2);
    assertThat(both.createdOrUpdated()).isEmpty();
    assertThat(a.createdOrUpdated()).hasSize(1);
  }

  @Test
  void clientsSeePlansAndWhereTheyAre() {
    DeploymentPlan plan = plan(root(), root(app("/a")));
    ReadinessCheck.Result result =
        new ReadinessCheck.Result(
            "ready",
            "a.instance-1",
            false,
            Optional.of(new ReadinessCheck.Response(500, "text/plain", "no")));
    assertThat(
            DeploymentJson.running(plan, 2, Map.of(AppId.parse("/a"), List.of(result)))
                .toString()
                .replace('"', '\''))
        .isEqualTo(
            "{'id':'id','steps':[{'actions':[{'action':'StartApplication','app':'/a'}]},"
                + "{'actions':[{'action':'ScaleApplication','app':'/a'}]}],"
                + "'version':'1970-01-01T00:00:00.099Z','affectedApps':['/a'],'affectedPods':[],"
                + "'currentActions':[{'action':'ScaleApplication','app':'/a','readinessCheckResults':"
                + "[{'name':'ready','taskId':'a.instance-1','ready':false,'lastResponse':"
                + "{'status':500,'contentType':'text/plain','body':'no'}}]}],"
                + "'currentStep':2,'totalSteps':2}");
    assertThat(DeploymentJson.running(plan, 0, Map.of()).get("currentActions")).isEmpty();
    assertThat(DeploymentJson.result(plan).toString().replace('"', '\''))
        .isEqualTo("{'version':'1970-01-01T00:00:00.099Z','deploymentId':'id'}");
  }

  @Test
  void whatKeepsDataKeepsItsShape() {
    Group from = root(app("/a").withData());
    assertThat(ResidentRules.check(plan(from, root(app("/a").withData().instances(3))))).isEmpty();
    assertThat(ResidentRules.check(plan(from, root(app("/a").withData().cmd("new"))))).isEmpty();
    assertThat(ResidentRules.check(plan(from, root(app("/a")))))
        .extracting(Problem::path)
        .containsExactly("/app(0)", "/app(0)/upgradeStrategy/maximumOverCapacity");
    assertThat(ResidentRules.check(plan(from, root(app("/a").withData().ports(80)))))
        .extracting(Problem::message)
        .singleElement()
        .asString()
        .startsWith("Services with persistent volumes configured may not change host ports.");
  }
}
