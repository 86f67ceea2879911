package io.cellos.mesos.master.core;

import static io.cellos.mesos.master.core.FakeFramework.launch;
import static io.cellos.mesos.master.core.FakeFramework.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellos.mesos.master.core.view.RoleView;
import io.cellos.protocols.mesos.ProtoJson;
import io.cellos.protocols.mesos.WireException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.master.Protos.Call;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which quotas there may be. The cell has 4 cpus, of which {@code eng/web} uses one. */
@SuppressWarnings("deprecation") // SET_QUOTA and REMOVE_QUOTA, which old tools use
final class QuotaTest {
  private final World world = new World();
  private final FakeAgent agent = new FakeAgent(world, "a", "cpus:4;mem:1024");
  private final FakeFramework framework = new FakeFramework(world, "eng/web").subscribe();

  private void useOneCpu() {
    world.seconds(1);
    Offer offer = framework.offer();
    framework.accept(0, List.of(offer), launch(task("t", offer, "cpus:1;mem:64")));
    agent.obey();
    world.seconds(2);
  }

  private Verdict call(Call.Type type, String json) {
    Call.Builder call = Call.newBuilder().setType(type);
    try {
      ProtoJson.merge(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), call);
    } catch (WireException e) {
      throw new IllegalArgumentException(json, e);
    }
    return world.operator(call);
  }

  private Verdict update(String role, String guarantee, String limit, boolean force) {
    return call(
        Call.Type.UPDATE_QUOTA,
        "{'update_quota':{'force':%s,'quota_configs':[{'role':'%s','guarantees':{%s},'limits':{%s}}]}}"
            .formatted(force, role, amount(guarantee), amount(limit)));
  }

  private static String amount(String text) {
    String[] parts = text.split(":");
    return parts.length < 2 ? "" : "'%s':{'value':%s}".formatted(parts[0], parts[1]);
  }

  @ParameterizedTest(name = "{0} {1} {2} {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
"""
# role  | guarantee | limit      | force | what is said
eng     | cpus:2    | cpus:3     |       |
eng     | cpus:4    | -          |       |
eng     | -         | cpus:1     |       |
eng     | -         | cpus:9     |       |
eng     | -         | gpus:0     |       |
*       | -         | cpus:2     |       |
other   | -         | cpus:0     |       |
other   | -         | -          |       |
eng     | -         | cpus:0.5   |       | Role 'eng' is already consuming 'cpus:1.0'; this is more than the requested limit '0.5'
eng     | -         | cpus:0.5   | force |
eng     | cpus:5    | -          |       | total quota guarantees 'cpus:5.0' exceed cluster capacity 'cpus:4.0'
eng     | gpus:1    | -          |       | total quota guarantees 'gpus:1.0' exceed cluster capacity 'gpus:0.0'
eng     | cpus:5    | -          | force |
eng     | cpus:3    | cpus:2     | force | 'QuotaConfig.guarantees' is not contained within the 'QuotaConfig.limits': cpus
eng     | cpus:-1   | -          | force | Invalid guarantee configuration {'cpus': -1.0}
eng     | -         | cpus:-1    | force | Invalid limit configuration {'cpus': -1.0}
eng     | -         | mem:2e12   | force | values greater than 1 exabyte
eng     | -         | cpus:2e12  | force | values greater than 1 trillion
eng/web | -         | cpus:2     | force | Updating quota on nested role 'eng/web' is not supported
-a      | -         | cpus:2     | force | Invalid 'QuotaConfig.role'
''      | -         | cpus:2     | force | Invalid 'QuotaConfig.role'
""")
  void quotasThatCanBe(String role, String guarantee, String limit, String force, String problem) {
    useOneCpu();
    Verdict verdict = update(role, guarantee, limit, force != null);
    if (problem == null) {
      assertThat(verdict).isEqualTo(new Verdict.Done());
    } else {
      assertThat(verdict)
          .isInstanceOfSatisfying(
              Verdict.Malformed.class, bad -> assertThat(bad.reason()).contains(problem));
      assertThat(world.view().quotas()).isEmpty();
    }
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
"""
# role  | guarantee                                             | force | what is said
eng     | 'name':'cpus','type':'SCALAR','scalar':{'value':2}    |       |
eng     | 'name':'cpus','type':'SCALAR','scalar':{'value':5}    |       | 409 Quota guarantees overcommit the cluster
eng     | 'name':'cpus','type':'SCALAR','scalar':{'value':5}    | force |
eng     |                                                       | force | QuotaInfo with empty 'guarantee'
had     | 'name':'cpus','type':'SCALAR','scalar':{'value':1}    |       | Cannot set quota for role 'had' which already has quota
eng/web | 'name':'cpus','type':'SCALAR','scalar':{'value':1}    |       | Setting quota on nested role 'eng/web' is not supported
eng     | 'name':'ports','type':'RANGES','ranges':{'range':[]}  |       | must not include non-scalar resources
eng     | 'role':'x','name':'cpus','type':'SCALAR','scalar':{'value':1} | | must not contain any ReservationInfo
eng     | 'name':'c','type':'SCALAR','scalar':{'value':1}},{'name':'c','type':'SCALAR','scalar':{'value':1} | | duplicate resource name 'c'
""")
  void oldQuotasThatCanBe(String role, String guarantee, String force, String problem) {
    assertThat(update("had", "cpus:1", "-", false)).isEqualTo(new Verdict.Done());
    Verdict verdict =
        call(
            Call.Type.SET_QUOTA,
            "{'set_quota':{'quota_request':{'force':%s,'role':'%s','guarantee':[%s]}}}"
                .formatted(force != null, role, guarantee == null ? "" : "{" + guarantee + "}"));
    if (problem == null) {
      assertThat(verdict).isEqualTo(new Verdict.Done());
      assertThat(remove(role)).isEqualTo(new Verdict.Done());
      assertThat(world.registry).containsOnlyKeys("quota/had", key("agents/"), key("frameworks/"));
      assertThat(remove(role)).isInstanceOf(Verdict.Malformed.class);
    } else if (problem.startsWith("409 ")) {
      assertThat(verdict)
          .isInstanceOfSatisfying(
              Verdict.Conflict.class,
              conflict -> assertThat(conflict.reason()).startsWith(problem.substring(4)));
    } else {
      assertThat(verdict)
          .isInstanceOfSatisfying(
              Verdict.Malformed.class, bad -> assertThat(bad.reason()).contains(problem));
    }
  }

  private String key(String prefix) {
    return world.registry.keySet().stream()
        .filter(k -> k.startsWith(prefix))
        .findFirst()
        .orElse("");
  }

  private Verdict remove(String role) {
    return call(Call.Type.REMOVE_QUOTA, "{'remove_quota':{'role':'%s'}}".formatted(role));
  }

  @Test
  void allOrNothing() {
    assertThat(
            call(
                Call.Type.UPDATE_QUOTA,
                "{'update_quota':{'quota_configs':[{'role':'a','limits':{'cpus':{'value':1}}},"
                    + "{'role':'a/b','limits':{'cpus':{'value':1}}}]}}"))
        .isInstanceOf(Verdict.Malformed.class);
    assertThat(world.view().quotas()).isEmpty();
  }

  @Test
  void quotaGoesBeforeFairness() {
    assertThat(update("eng", "cpus:3", "cpus:3", false)).isEqualTo(new Verdict.Done());
    FakeFramework other = new FakeFramework(world, "other").subscribe();
    world.seconds(2);
    assertThat(framework.offer().getResourcesList().getFirst().getScalar().getValue()).isEqualTo(3);
    assertThat(other.offer().getResourcesList().getFirst().getScalar().getValue()).isEqualTo(1);
    assertThat(world.registry).containsKey("quota/eng");
    world.lead();
    assertThat(world.view().quotas()).hasSize(1);
    assertThat(update("eng", "-", "-", false)).isEqualTo(new Verdict.Done());
    assertThat(world.registry).doesNotContainKey("quota/eng");
  }

  @Test
  void offersAreNotConsumed() {
    useOneCpu();
    assertThat(framework.offers()).isNotEmpty();
    Map<String, Double> consumed =
        world.view().roles().stream()
            .filter(role -> role.name().equals("eng/web"))
            .map(RoleView::consumed)
            .findFirst()
            .orElseThrow();
    assertThat(consumed).isEqualTo(Map.of("cpus", 1.0, "mem", 64.0));
  }
}
