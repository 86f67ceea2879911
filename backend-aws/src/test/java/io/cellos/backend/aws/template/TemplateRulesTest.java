package io.cellos.backend.aws.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What must hold in the templates and cfn-lint does not see. */
class TemplateRulesTest {
  private static final String LONGEST_NAME = "a".repeat(20);
  private static final int MOST_NAME = 32;

  private final Templates templates = Templates.ofThisRelease();
  private final JsonNode cell = templates.cellTree();
  private final JsonNode group = templates.groupTree();

  @Test
  void bothAreWithinTheLimitsWithTheLongestValues() {
    Map<String, String> longest = new HashMap<>();
    templates.parameters().keySet().forEach(name -> longest.put(name, "x".repeat(255)));
    longest.put("CellName", LONGEST_NAME);
    for (String key : List.of("ProgramKey", "BootKey", "SeedKey")) {
      longest.put(key, "k".repeat(1024));
    }
    longest.put("StatelessBodyModules", "m".repeat(TemplateLimits.PARAMETER_BYTES));
    TemplateLimits.check(templates, longest);
  }

  @Test
  void whatIsTooLongIsNamed() {
    assertThatThrownBy(
            () -> TemplateLimits.check(templates, Map.of("NucleusModules", "m".repeat(20_000))))
        .hasMessageContaining("20000 bytes in NucleusModules")
        .hasMessageContaining("user data of the nucleus");
  }

  @Test
  void theUserDataIsSmallAndHasNoVariableLeft() {
    Map<String, String> values = new HashMap<>();
    group.get("Parameters").fieldNames().forEachRemaining(name -> values.put(name, "value"));
    values.put("AWS::StackName", "demo");
    values.put("AWS::Region", "eu-west-1");
    values.put("AWS::URLSuffix", "amazonaws.com");
    String data = UserData.of(group, values);
    assertThat(data).startsWith("#!/bin/bash\n").doesNotContain("${").hasSizeLessThan(2500);
    assertThat(data).doesNotContainIgnoringCase("secret_access_key");
  }

  @Test
  void namesOfLoadBalancersAndTargetGroupsFitTheLongestCellName() {
    List<String> names = new ArrayList<>();
    for (JsonNode resource : ofType("LoadBalancer", "TargetGroup")) {
      names.add(
          resource.at("/Properties/Name/Fn::Sub").asText().replace("${CellName}", LONGEST_NAME));
    }
    assertThat(names)
        .hasSize(10)
        .allMatch(name -> name.length() <= MOST_NAME && !name.endsWith("-"));
    assertThat(new TreeSet<>(names)).hasSize(5);
  }

  @Test
  void loadBalancersAreNetworkOnesWithSecurityGroupsAndTcpListenersOn80() {
    for (JsonNode balancer : ofType("LoadBalancer")) {
      assertThat(balancer.at("/Properties/Type").asText()).isEqualTo("network");
      assertThat(balancer.at("/Properties/SecurityGroups")).isNotEmpty();
      assertThat(balancer.at("/Properties/Subnets")).isNotEmpty();
    }
    assertThat(ofType("Listener")).hasSize(5);
    for (JsonNode listener : ofType("Listener")) {
      assertThat(listener.at("/Properties/Protocol").asText()).isEqualTo("TCP");
      assertThat(listener.at("/Properties/Port").asInt()).isEqualTo(80);
    }
  }

  @Test
  void targetGroupsHaveTheirPortAndAHealthCheckThere() {
    Map<String, String> checks = new HashMap<>();
    for (JsonNode target : ofType("TargetGroup")) {
      JsonNode is = target.get("Properties");
      assertThat(is.get("Protocol").asText()).isEqualTo("TCP");
      assertThat(is.get("HealthCheckProtocol").asText()).isEqualTo("HTTP");
      assertThat(is.get("HealthCheckPort").asText()).isEqualTo(is.get("Port").asText());
      assertThat(is.get("HealthCheckTimeoutSeconds").asInt())
          .isLessThanOrEqualTo(is.get("HealthCheckIntervalSeconds").asInt());
      assertThat(is.get("TargetGroupAttributes").toString())
          .contains("{\"Key\":\"preserve_client_ip.enabled\",\"Value\":\"false\"}");
      checks.put(
          is.at("/Name/Fn::Sub").asText(),
          is.get("Port").asText() + is.get("HealthCheckPath").asText());
    }
    assertThat(checks)
        .isEqualTo(
            Map.of(
                "${CellName}-zookeeper", "8181/health",
                "${CellName}-mesos", "5050/health",
                "${CellName}-marathon", "8080/ping",
                "${CellName}-gateway", "80/health",
                "${CellName}-gw-int", "80/health"));
  }

  @Test
  void theGroupHasASubnetAndWaitsForEveryNode() {
    JsonNode is = group.at("/Resources/Group");
    assertThat(is.at("/Properties/VPCZoneIdentifier/0/Ref").asText()).isEqualTo("SubnetId");
    assertThat(is.at("/CreationPolicy/ResourceSignal/Count/Ref").asText()).isEqualTo("Size");
    JsonNode update = is.at("/UpdatePolicy/AutoScalingRollingUpdate");
    assertThat(update.get("WaitOnResourceSignals").asBoolean()).isTrue();
    assertThat(update.get("PauseTime")).isEqualTo(is.at("/CreationPolicy/ResourceSignal/Timeout"));
    for (JsonNode template : List.of(cell, group)) {
      JsonNode timeout = template.at("/Parameters/SignalTimeout");
      Pattern allowed = Pattern.compile(timeout.get("AllowedPattern").asText());
      assertThat(List.of("PT1M", "PT30M", timeout.get("Default").asText(), "PT720M"))
          .allMatch(allowed.asMatchPredicate());
      assertThat(List.of("PT0M", "PT721M", "PT13H", "30", "PT"))
          .noneMatch(allowed.asMatchPredicate());
    }
  }

  @Test
  void theNucleusIsReplacedOneByOneAndNeverLosesItsMajority() {
    JsonNode nucleus = cell.at("/Resources/Nucleus/Properties/Parameters");
    assertThat(nucleus.get("BatchOnUpdate").asText()).isEqualTo("1");
    assertThat(nucleus.get("Protect").asText()).isEqualTo("true");
    assertThat(nucleus.get("MaxSize").asText()).isEqualTo("9");
    for (JsonNode size : cell.at("/Parameters/NucleusSize/AllowedValues")) {
      assertThat(cell.at("/Mappings/NucleusUpdate/" + size.asText() + "/MinInService").asInt())
          .isEqualTo(size.asInt() - 1);
    }
  }

  @Test
  void portsAreNamedOneByOneButForTasks() {
    List<String> open = new ArrayList<>();
    for (JsonNode template : List.of(cell, group)) {
      for (JsonNode rule : template.findParents("FromPort")) {
        int from = rule.get("FromPort").asInt();
        int to = rule.get("ToPort").asInt();
        assertThat(rule.get("IpProtocol").asText()).isEqualTo("tcp");
        assertThat(from == to || (from == 8081 && to == 32_000)).as("%s", rule).isTrue();
        assertThat(rule.get("Description").asText()).isNotBlank();
        if (rule.path("CidrIp").asText().equals("0.0.0.0/0")) {
          open.add(from + " " + rule.get("Description").asText());
        }
      }
    }
    assertThat(open)
        .containsExactlyInAnyOrder("443 AWS, for signals and Session Manager", "80 everybody");
  }

  @Test
  void nodesMayDoNothingWithoutAResourceButWhatHasNone() {
    Set<String> unscoped = new TreeSet<>();
    for (JsonNode policy : ofType("Policy")) {
      for (JsonNode statement : policy.at("/Properties/PolicyDocument/Statement")) {
        List<String> actions = GrantedActions.actions(statement);
        assertThat(actions).noneMatch(action -> action.contains("*"));
        if (statement.get("Resource").asText().equals("*")) {
          unscoped.addAll(actions);
        }
      }
    }
    assertThat(unscoped)
        .containsExactly(
            "autoscaling:DescribeAutoScalingGroups",
            "autoscaling:DescribeAutoScalingInstances",
            "ssm:UpdateInstanceInformation",
            "ssmmessages:CreateControlChannel",
            "ssmmessages:CreateDataChannel",
            "ssmmessages:OpenControlChannel",
            "ssmmessages:OpenDataChannel");
  }

  @Test
  void rolesAreGrantedFewActions() {
    Map<String, Set<String>> granted = GrantedActions.byRole(cell);
    granted.forEach(
        (role, actions) -> System.out.println(role + ": " + actions.size() + " IAM actions"));
    assertThat(granted.keySet())
        .containsExactlyInAnyOrder(
            "NucleusRole", "StatelessBodyRole", "StatefulBodyRole", "MembraneRole", "BastionRole");
    assertThat(granted.get("NucleusRole")).hasSizeLessThanOrEqualTo(16);
    assertThat(granted.get("MembraneRole"))
        .hasSizeLessThanOrEqualTo(15)
        .isEqualTo(granted.get("StatelessBodyRole"))
        .isEqualTo(granted.get("StatefulBodyRole"));
    assertThat(granted.get("BastionRole")).hasSize(5);
  }

  @Test
  void withKeysThereAreNoIamResources() {
    for (JsonNode resource : cell.get("Resources")) {
      if (resource.get("Type").asText().startsWith("AWS::IAM::")) {
        assertThat(resource.path("Condition").asText()).isIn("HasRoles", "HasBastionRole");
      }
    }
  }

  @Test
  void everyParameterIsDescribedShownInTheConsoleAndUsed() {
    for (JsonNode template : List.of(cell, group)) {
      Set<String> declared = new TreeSet<>();
      template.get("Parameters").fieldNames().forEachRemaining(declared::add);
      Set<String> shown = new TreeSet<>();
      JsonNode form = template.at("/Metadata/AWS::CloudFormation::Interface");
      form.get("ParameterGroups")
          .forEach(g -> g.get("Parameters").forEach(p -> shown.add(p.asText())));
      assertThat(shown).isEqualTo(declared);
      template
          .get("Parameters")
          .forEach(p -> assertThat(p.get("Description").asText()).isNotBlank());
      String text = template.get("Resources").toString() + template.get("Conditions");
      assertThat(declared)
          .allMatch(
              name ->
                  text.contains("{\"Ref\":\"" + name + "\"}") || text.contains("${" + name + "}"));
    }
  }

  @Test
  void theReferenceNamesEveryParameterAndOutput() throws IOException {
    String page = Files.readString(Path.of("../docs/reference/aws-templates.md"));
    List<String> names = new ArrayList<>(templates.parameters().keySet());
    cell.get("Outputs").fieldNames().forEachRemaining(names::add);
    assertThat(names).allMatch(name -> page.contains("`" + name + "`"));
  }

  private List<JsonNode> ofType(String... types) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode resource : cell.get("Resources")) {
      for (String type : types) {
        if (resource.get("Type").asText().endsWith("::" + type)) {
          found.add(resource);
        }
      }
    }
    return found;
  }
}
