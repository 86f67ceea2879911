package io.cellos.marathon.core.launch;

import static io.cellos.marathon.core.launch.Fixtures.NOW;
import static io.cellos.marathon.core.launch.Fixtures.app;
import static io.cellos.marathon.core.launch.Fixtures.offer;
import static io.cellos.marathon.core.launch.Fixtures.running;
import static io.cellos.marathon.core.launch.Fixtures.scheduled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.cellos.marathon.core.instance.Condition;
import io.cellos.marathon.core.instance.Goal;
import io.cellos.marathon.core.instance.Instance;
import io.cellos.marathon.core.launch.constraint.Placed;
import io.cellos.marathon.model.AppDefinition;
import io.cellos.marathon.model.Constraint;
import io.cellos.marathon.model.Placement;
import io.cellos.marathon.model.Timestamp;
import io.cellos.marathon.model.VersionInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.mesos.v1.Protos.Attribute;
import org.apache.mesos.v1.Protos.DomainInfo;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.Protos.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConstraintsTest {
  private static final String ENOUGH = "cpus:4;mem:4096;ports:[31000-31100]";

  private static AppDefinition constrained(int instances, String constraint) {
    return app(
        "{'id':'/web','cmd':'true','instances':%d,'constraints':[[%s]]}"
            .formatted(instances, constraint));
  }

  private static boolean allowed(AppDefinition app, Offer offer, Collection<Instance> others) {
    return allowed(app, offer, others, Optional.empty());
  }

  private static boolean allowed(
      AppDefinition app, Offer offer, Collection<Instance> others, Optional<String> region) {
    return switch (Fixtures.matcher()
        .match(offer, scheduled(app, 999), Placed.of(others), region, NOW)) {
      case OfferMatch.Fits _ -> true;
      case OfferMatch.Misfits misfits -> {
        assertThat(misfits.reasons()).containsExactly(Reason.UNFULFILLED_CONSTRAINT);
        yield false;
      }
    };
  }

  /**
   * Others: host and attributes, after a slash, of each agent that has one, with spaces between.
   */
  private static List<Instance> others(AppDefinition app, String text) {
    List<Instance> others = new ArrayList<>();
    for (String other : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
      String[] parts = other.split("/", 2);
      others.add(running(app, others.size(), parts[0], parts.length > 1 ? parts[1] : ""));
    }
    return others;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      emptyValue = "",
      textBlock =
          """
          # constraint                    | offer's host | attributes        | others                              | allowed
          'hostname','UNIQUE'             | h2     | ''                | ''                                  | true
          'hostname','UNIQUE'             | h4     | ''                | h1 h2 h3                            | true
          '@hostname','UNIQUE'            | h2     | ''                | h1 h2 h3                            | false
          'hostname','CLUSTER'            | h1     | ''                | ''                                  | true
          'hostname','CLUSTER','right'    | right  | ''                | h1                                  | true
          'hostname','CLUSTER','right'    | wrong  | ''                | ''                                  | false
          'rack','CLUSTER'                | h9     | rack:r1           | ''                                  | true
          'rack','CLUSTER'                | h9     | rack:r1           | h1/rack:r1 h2/rack:r1               | true
          'rack','CLUSTER'                | h9     | rack:r2           | h1/rack:r1 h2/rack:r1               | false
          'rack','CLUSTER'                | h9     | ''                | ''                                  | false
          'rack','UNIQUE'                 | h9     | rack:r3           | h1/rack:r1 h2/rack:r2 h3            | true
          'rack','UNIQUE'                 | h9     | rack:r1           | h1/rack:r1 h2/rack:r2               | false
          'rack','UNIQUE'                 | h9     | ''                | ''                                  | false
          'jdk','LIKE','7'                | h9     | jdk:7             | ''                                  | true
          'jdk','LIKE','7'                | h9     | jdk:77            | ''                                  | false
          'jdk','LIKE','[78]'             | h9     | jdk:8             | ''                                  | true
          'jdk','LIKE','7'                | h9     | ''                | ''                                  | false
          'jdk','UNLIKE','7'              | h9     | jdk:6             | ''                                  | true
          'jdk','UNLIKE','7'              | h9     | jdk:7             | ''                                  | false
          'jdk','UNLIKE','7'              | h9     | ''                | ''                                  | true
          'hostname','LIKE','h[0-5]'      | h3     | ''                | ''                                  | true
          'jdk','LIKE','\\\\[6-7\\\\]'    | h9     | jdk:[6-7]         | ''                                  | true
          'jdk','LIKE','\\\\[6-7\\\\]'    | h9     | jdk:[5-7]         | ''                                  | false
          'jdk','CLUSTER','[6-7]'         | h9     | jdk:[6-7]         | ''                                  | true
          'jdk','CLUSTER','[1-2,6-7]'     | h9     | 'jdk:[6-7,1-2]'   | ''                                  | true
          'hostname','IS','h1'            | h1     | ''                | ''                                  | true
          'hostname','IS','h1'            | h2     | ''                | ''                                  | false
          'n','IS','1.0'                  | h1     | n:1               | ''                                  | true
          'n','IS','1'                    | h1     | n:1.0             | ''                                  | true
          'n','IS','1.0001'               | h1     | n:1               | ''                                  | true
          'n','IS','1.0005'               | h1     | n:1               | ''                                  | true
          'n','IS','1.00051'              | h1     | n:1               | ''                                  | false
          'n','IS','1.001'                | h1     | n:1               | ''                                  | false
          'n','IS','1'                    | h1     | ''                | ''                                  | false
          'hostname','MAX_PER','2'        | h1     | ''                | ''                                  | true
          'hostname','MAX_PER','2'        | h1     | ''                | h1 h2 h2                            | true
          'hostname','MAX_PER','2'        | h1     | ''                | h1 h2 h1                            | false
          'rack','MAX_PER','2'            | h9     | rack:1            | h1/rack:1.0 h2/rack:1               | false
          'rack','MAX_PER','2'            | h9     | ''                | ''                                  | false
          """)
  void agentsAreComparedByTheirFields(
      String constraint, String host, String attributes, String others, boolean allowed) {
    AppDefinition app = constrained(5, constraint);
    assertThat(allowed(app, offer(ENOUGH, host, attributes), others(app, others)))
        .isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      emptyValue = "",
      textBlock =
          """
          # 5 instances; racks of the others, the rack offered
          '2' | ''          | 1 | true
          '2' | 1 1         | 1 | true
          '4' | 1           | 1 | true
          '2' | 1 1 1       | 1 | false
          '4' | 1 1         | 1 | false
          '2' | 1           | 2 | true
          '4' | 1 1 2       | 2 | false
          '2' | 1 1 1 2     | 2 | true
          '2' | 1 2         | 3 | false
          '3' | 1 2         | 3 | true
          ''  | ''          | 1 | true
          ''  | 1           | 1 | true
          ''  | 1           | 2 | true
          ''  | 1 2         | 1 | true
          ''  | 1 1 2       | 1 | false
          ''  | 1 1 2       | 2 | true
          ''  | 1 1 2       | 3 | true
          """)
  void groupsAreFilledEvenly(String groups, String others, String rack, boolean allowed) {
    String value = groups.isEmpty() ? "" : ",'" + groups + "'";
    AppDefinition app = constrained(5, "'rack','GROUP_BY'" + value);
    String placed = others.isEmpty() ? "" : "h/rack:r" + others.replace(" ", " h/rack:r");
    assertThat(allowed(app, offer(ENOUGH, "h", "rack:r" + rack), others(app, placed)))
        .isEqualTo(allowed);
    assertThat(allowed(app, offer(ENOUGH, "h", ""), List.of())).isFalse();
  }

  private static Offer in(String region, String zone) {
    DomainInfo domain =
        DomainInfo.newBuilder()
            .setFaultDomain(
                DomainInfo.FaultDomain.newBuilder()
                    .setRegion(DomainInfo.FaultDomain.RegionInfo.newBuilder().setName(region))
                    .setZone(DomainInfo.FaultDomain.ZoneInfo.newBuilder().setName(zone)))
            .build();
    return offer(ENOUGH).toBuilder().setDomain(domain).build();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "eu | eu | '@hostname','UNIQUE'    | true",
        "us | eu | '@hostname','UNIQUE'    | false",
        "us | eu | '@region','IS','us'     | true",
        "eu | eu | '@region','IS','us'     | false",
        "us | eu | '@zone','IS','a'        | true",
        "us |    | '@hostname','UNIQUE'    | false",
        "us |    | '@region','LIKE','u.*'  | true",
        "us | eu | '@zone','GROUP_BY'      | true",
      })
  void onlyWhatAsksForItIsLaunchedInAnotherRegion(
      String region, String local, String constraint, boolean allowed) {
    AppDefinition app = constrained(1, constraint);
    Optional<String> master = Optional.ofNullable(local);
    assertThat(allowed(app, in(region, "a"), List.of(), master)).isEqualTo(allowed);
    boolean anywhere = constraint.startsWith("'@hostname'");
    assertThat(allowed(app, offer(ENOUGH), List.of(), master)).isEqualTo(anywhere);
  }

  @Test
  void instancesAreSpreadOverZones() {
    AppDefinition app = constrained(4, "'@zone','GROUP_BY','2'");
    List<Instance> placed = new ArrayList<>();
    for (String zone : List.of("a", "b", "a", "b")) {
      Optional<String> local = Optional.of("eu");
      assertThat(allowed(app, in("eu", "c"), placed, local)).isEqualTo(placed.size() < 2);
      Offer offer = in("eu", zone);
      Instance next = scheduled(app, placed.size());
      placed.add(
          ((OfferMatch.Fits)
                  Fixtures.matcher().match(offer, next, Placed.of(placed), Optional.of("eu"), NOW))
              .instance());
    }
    assertThat(allowed(app, in("eu", "a"), placed)).isFalse();
  }

  @Test
  void regionsAndZonesAreFields() {
    Offer offer = in("eu", "a");
    assertThat(allowed(constrained(1, "'@region','IS','eu'"), offer, List.of())).isTrue();
    assertThat(allowed(constrained(1, "'@zone','IS','b'"), offer, List.of())).isFalse();
    AppDefinition unique = constrained(2, "'@zone','UNIQUE'");
    Instance there = Fixtures.fits(offer, scheduled(unique, 1)).instance();
    assertThat(there.place().orElseThrow().zone()).contains("a");
    assertThat(allowed(unique, offer, List.of(there))).isFalse();
    assertThat(allowed(unique, offer(ENOUGH), List.of())).isFalse();
  }

  @Test
  void setsAreComparedSorted() {
    Attribute gpus =
        Attribute.newBuilder()
            .setName("gpu")
            .setType(Value.Type.SET)
            .setSet(Value.Set.newBuilder().addItem("1").addItem("0"))
            .build();
    Offer offer = offer(ENOUGH).toBuilder().addAttributes(gpus).build();
    assertThat(allowed(constrained(1, "'gpu','CLUSTER','{0,1}'"), offer, List.of())).isTrue();
    assertThat(allowed(constrained(1, "'gpu','CLUSTER','{1,0}'"), offer, List.of())).isFalse();
  }

  @Test
  void onlyInstancesThatStayAndAreOfThisConfigurationCount() {
    AppDefinition app = constrained(2, "'hostname','UNIQUE'");
    Instance there = running(app, 1, "host1", "");
    Offer offer = offer(ENOUGH);
    assertThat(allowed(app, offer, List.of(there))).isFalse();
    assertThat(allowed(app, offer, List.of(with(there, Goal.DECOMMISSIONED, Condition.RUNNING))))
        .isTrue();
    assertThat(allowed(app, offer, List.of(with(there, Goal.STOPPED, Condition.RUNNING)))).isTrue();
    assertThat(allowed(app, offer, List.of(with(there, Goal.RUNNING, Condition.SCHEDULED))))
        .isTrue();
    assertThat(allowed(app, offer, List.of(with(there, Goal.RUNNING, Condition.UNREACHABLE))))
        .isTrue();
    assertThat(allowed(app, offer, List.of(with(there, Goal.RUNNING, Condition.STAGING))))
        .isFalse();
    AppDefinition changed = app.withVersionInfo(VersionInfo.changed(Timestamp.ofMillis(20)));
    assertThat(allowed(changed, offer, List.of(there))).isTrue();
    AppDefinition scaled = app.withVersionInfo(app.versionInfo().scaled(Timestamp.ofMillis(20)));
    assertThat(allowed(scaled, offer, List.of(there))).isFalse();
  }

  private static Instance with(Instance instance, Goal goal, Condition condition) {
    return Fixtures.changed(instance, goal, condition, instance.place());
  }

  /** Neither LIKE nor UNLIKE is fulfilled by what nobody can find out in time. */
  @ParameterizedTest
  @ValueSource(strings = {"((a{1,30}){1,30}){1,30}x"})
  void hostileExpressionsAreGivenUp(String regex) {
    String host = "a".repeat(200) + "!";
    for (Constraint.Operator operator :
        List.of(Constraint.Operator.LIKE, Constraint.Operator.UNLIKE)) {
      AppDefinition app =
          with(
              constrained(1, "'hostname','IS','h'"),
              new Constraint("hostname", operator, Optional.of(regex)));
      assertTimeoutPreemptively(
          Duration.ofSeconds(10),
          () -> assertThat(allowed(app, offer(ENOUGH, host, ""), List.of())).isFalse());
    }
  }

  @Test
  void nestingWithoutEndIsGivenUp() {
    String regex = "(".repeat(200_000) + "a" + ")".repeat(200_000);
    AppDefinition app =
        with(
            constrained(1, "'hostname','IS','h'"),
            new Constraint("hostname", Constraint.Operator.LIKE, Optional.of(regex)));
    assertThat(allowed(app, offer(ENOUGH), List.of())).isFalse();
  }

  private static AppDefinition with(AppDefinition app, Constraint constraint) {
    return new AppDefinition(
        app.id(),
        app.instances(),
        app.execution(),
        app.resources(),
        app.executorResources(),
        app.resourceLimits(),
        app.container(),
        app.ports(),
        new Placement(app.role(), Set.of(), Set.of(constraint)),
        app.checks(),
        app.policies(),
        app.dependencies(),
        app.labels(),
        app.secrets(),
        app.versionInfo());
  }
}
