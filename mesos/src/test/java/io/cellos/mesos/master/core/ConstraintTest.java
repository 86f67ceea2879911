package io.cellos.mesos.master.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellos.mesos.master.core.constraint.AgentConstraints;
import io.cellos.mesos.master.core.constraint.ConstraintException;
import io.cellos.protocols.mesos.Attributes;
import io.cellos.protocols.mesos.ProtoJson;
import io.cellos.protocols.mesos.WireException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.apache.mesos.v1.Protos.AgentInfo;
import org.apache.mesos.v1.Protos.DomainInfo;
import org.apache.mesos.v1.Protos.Offer;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.OfferConstraints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frameworks that want offers of some agents only. */
final class ConstraintTest {
  private static final String HOST = "'selector':{'pseudoattribute_type':'HOSTNAME'}";

  private static OfferConstraints constraints(String role, String... groups) {
    return read(
        "{'role_constraints':{'%s':{'groups':[%s]}}}"
            .formatted(
                role,
                String.join(
                    ",",
                    List.of(groups).stream()
                        .map(group -> "{'attribute_constraints':[" + group + "]}")
                        .toList())));
  }

  private static OfferConstraints read(String json) {
    OfferConstraints.Builder constraints = OfferConstraints.newBuilder();
    try {
      ProtoJson.merge(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), constraints);
    } catch (WireException e) {
      throw new IllegalArgumentException(json, e);
    }
    return constraints.build();
  }

  private static AgentInfo agent() throws WireException {
    return AgentInfo.newBuilder()
        .setHostname("host-1")
        .setDomain(
            DomainInfo.newBuilder()
                .setFaultDomain(
                    DomainInfo.FaultDomain.newBuilder()
                        .setRegion(DomainInfo.FaultDomain.RegionInfo.newBuilder().setName("eu"))
                        .setZone(DomainInfo.FaultDomain.ZoneInfo.newBuilder().setName("eu-1"))))
        .addAllAttributes(Attributes.parse("rack:r7;rack:r8;level:3"))
        .build();
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
"""
# of                              | what                                 | holds
'attribute_name':'rack'           | 'exists':{}                          | true
'attribute_name':'none'           | 'exists':{}                          | false
'attribute_name':'rack'           | 'not_exists':{}                      | false
'attribute_name':'none'           | 'not_exists':{}                      | true
'attribute_name':'rack'           | 'text_equals':{'value':'r7'}         | true
'attribute_name':'rack'           | 'text_equals':{'value':'r8'}         | false
'attribute_name':'none'           | 'text_equals':{'value':'r8'}         | false
'attribute_name':'rack'           | 'text_not_equals':{'value':'r7'}     | false
'attribute_name':'none'           | 'text_not_equals':{'value':'r7'}     | true
'attribute_name':'rack'           | 'text_matches':{'regex':'r[0-9]'}    | true
'attribute_name':'rack'           | 'text_matches':{'regex':'r'}         | false
'attribute_name':'rack'           | 'text_not_matches':{'regex':'r.*'}   | false
'attribute_name':'none'           | 'text_not_matches':{'regex':'r.*'}   | true
'attribute_name':'level'          | 'text_equals':{'value':'4'}          | true
'attribute_name':'level'          | 'text_not_matches':{'regex':'.*'}    | true
'attribute_name':'level'          | 'not_exists':{}                      | false
'pseudoattribute_type':'HOSTNAME' | 'text_equals':{'value':'host-1'}     | true
'pseudoattribute_type':'REGION'   | 'text_equals':{'value':'eu'}         | true
'pseudoattribute_type':'ZONE'     | 'text_matches':{'regex':'us-.*'}     | false
""")
  void predicates(String selector, String predicate, boolean holds) throws Exception {
    AgentConstraints constraints =
        AgentConstraints.of(
            constraints("eng", "{'selector':{%s},'predicate':{%s}}".formatted(selector, predicate)),
            Set.of("eng"));
    assertThat(constraints.allow("eng", agent())).isEqualTo(holds);
    assertThat(constraints.allow("other", agent())).isTrue();
  }

  @Test
  void oneGroupIsEnoughAndInItAllMustHold() throws Exception {
    String yes = "{" + HOST + ",'predicate':{'exists':{}}}";
    String no = "{" + HOST + ",'predicate':{'not_exists':{}}}";
    Set<String> roles = Set.of("eng");
    assertThat(AgentConstraints.of(constraints("eng", no, yes), roles).allow("eng", agent()))
        .isTrue();
    assertThat(AgentConstraints.of(constraints("eng", no + "," + yes), roles).allow("eng", agent()))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'role_constraints':{'web':{'groups':[{'attribute_constraints':[]}]}}}",
        "{'role_constraints':{'eng':{'groups':[]}}}",
        "{'role_constraints':{'eng':{'groups':[{'attribute_constraints':[]}]}}}",
        "{'role_constraints':{'eng':{'groups':[{'attribute_constraints':[{'selector':{},'predicate':{'exists':{}}}]}]}}}",
        "{'role_constraints':{'eng':{'groups':[{'attribute_constraints':[{'selector':{'attribute_name':'a'},'predicate':{}}]}]}}}",
        "{'role_constraints':{'eng':{'groups':[{'attribute_constraints':[{'selector':{'attribute_name':'a'},'predicate':{'text_matches':{'regex':'('}}}]}]}}}",
        "{'role_constraints':{'eng':{'groups':[{'attribute_constraints':[{'selector':{'attribute_name':'a'},'predicate':{'text_matches':{'regex':'(a{100}){9}'}}}]}]}}}"
      })
  void whatCantBeIsRefused(String json) {
    assertThatThrownBy(() -> AgentConstraints.of(read(json), Set.of("eng")))
        .isInstanceOf(ConstraintException.class)
        .message()
        .isNotBlank();
  }

  @Test
  void offersAreOfAllowedAgentsOnly() {
    World world = new World();
    new FakeAgent(world, "one", "cpus:1;mem:100");
    new FakeAgent(world, "two", "cpus:1;mem:100");
    FakeFramework framework = new FakeFramework(world, "eng");
    OfferConstraints onlyTwo =
        constraints("eng", "{" + HOST + ",'predicate':{'text_equals':{'value':'two'}}}");
    framework.subscribe(call -> call.setOfferConstraints(onlyTwo));
    world.seconds(1);
    assertThat(framework.offers()).extracting(Offer::getHostname).containsExactly("two");
    assertThat(world.view().frameworks().getFirst().summary().getOfferConstraints())
        .isEqualTo(onlyTwo);

    Call.UpdateFramework.Builder update =
        Call.UpdateFramework.newBuilder().setFrameworkInfo(framework.info);
    assertThat(
            framework.call(
                Call.newBuilder()
                    .setType(Call.Type.UPDATE_FRAMEWORK)
                    .setUpdateFramework(
                        update
                            .clone()
                            .setOfferConstraints(
                                constraints("web", "{" + HOST + ",'predicate':{'exists':{}}}")))))
        .isInstanceOf(Verdict.Malformed.class);
    framework.call(
        Call.newBuilder().setType(Call.Type.UPDATE_FRAMEWORK).setUpdateFramework(update));
    world.seconds(1);
    assertThat(framework.offers()).extracting(Offer::getHostname).containsExactly("one");
  }

  @Test
  void aSubscriptionWithConstraintsThatCantBeIsRefused() {
    World world = new World();
    FakeFramework framework = new FakeFramework(world, "eng");
    framework.subscribe(
        call ->
            call.setOfferConstraints(
                constraints("web", "{" + HOST + ",'predicate':{'exists':{}}}")));
    assertThat(framework.news()).singleElement().asString().startsWith("ERROR Offer constraints");
    assertThat(world.isClosed(framework.stream)).isTrue();
    assertThat(world.view().frameworks()).isEmpty();
  }
}
