package io.cellos.marathon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellos.base.error.ExitCode;
import io.cellos.coordination.zookeeper.ZkSource;
import io.cellos.marathon.core.launch.LaunchSettings;
import io.cellos.marathon.core.launch.resource.AcceptedRoles;
import io.cellos.model.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.mesos.v1.Protos.FrameworkInfo;
import org.apache.mesos.v1.Protos.FrameworkInfo.Capability;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MarathonFlagsTest {
  private static final List<String> NEEDED =
      List.of("--master", "zk://127.0.0.1/mesos", "--zk=file:///etc/zk", "--hostname=127.0.0.7");

  private static MarathonFlags parse(Map<String, String> environment, String... more) {
    List<String> all = new ArrayList<>(NEEDED);
    all.addAll(List.of(more));
    return MarathonFlags.parse(all.toArray(String[]::new), environment);
  }

  private static MarathonFlags parse(String... more) {
    return parse(Map.of(), more);
  }

  @Test
  void defaultsAreMarathons() {
    MarathonFlags flags = parse();
    assertThat(flags.address().getHostAddress()).isEqualTo("127.0.0.7");
    assertThat(flags.self()).isEqualTo(URI.create("http://127.0.0.7:8080"));
    assertThat(flags.zookeeper()).isInstanceOf(ZkSource.InFile.class);
    assertThat(flags.maxVersions()).isEqualTo(50);
    assertThat(flags.sessionTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(flags.core().localPortMin()).isEqualTo(10000);
    assertThat(flags.core().maxTasksPerOffer()).isEqualTo(100);
    assertThat(flags.core().reconcileAgain()).isEqualTo(Duration.ofMinutes(10));
    FrameworkInfo framework = flags.framework();
    assertThat(flags.core().framework()).contains(framework);
    assertThat(framework.getName()).isEqualTo("marathon");
    assertThat(framework.getRolesList()).containsExactly("*");
    assertThat(framework.getFailoverTimeout()).isEqualTo(604800);
    assertThat(framework.getCheckpoint()).isTrue();
    assertThat(framework.getWebuiUrl()).isEqualTo("http://127.0.0.7:8080");
    assertThat(framework.getCapabilitiesList().stream().map(Capability::getType))
        .containsExactlyInAnyOrder(
            Capability.Type.PARTITION_AWARE,
            Capability.Type.MULTI_ROLE,
            Capability.Type.RESERVATION_REFINEMENT,
            Capability.Type.TASK_KILLING_STATE,
            Capability.Type.REGION_AWARE);
  }

  @Test
  void flagsComeInManyForms() {
    MarathonFlags flags =
        parse(
            Map.of("MARATHON_FRAMEWORK_NAME", "from-environment", "MARATHON_HTTP_PORT", "1"),
            "--http_port=8081",
            "--http_address",
            "127.0.0.8",
            "--disable_checkpoint",
            "--disable_ha",
            "--disable_metrics_prometheus",
            "--max_queued_offers=7",
            "--mesos_role=web",
            "--max_tasks_per_offer=3",
            "--enable_features=gpu_resources,task_killing",
            "--new_group_enforce_role=top",
            "--logging_level=debug");
    assertThat(flags.port()).isEqualTo(8081);
    assertThat(flags.address().getHostAddress()).isEqualTo("127.0.0.8");
    assertThat(flags.self()).isEqualTo(URI.create("http://127.0.0.7:8081"));
    assertThat(flags.framework().getName()).isEqualTo("from-environment");
    assertThat(flags.framework().getCheckpoint()).isFalse();
    assertThat(flags.framework().getRolesList()).containsExactly("web");
    assertThat(flags.framework().getCapabilitiesList().stream().map(Capability::getType))
        .contains(Capability.Type.GPU_RESOURCES);
    assertThat(flags.json().mesosRole()).isEqualTo("web");
    assertThat(flags.json().newGroupsEnforceRole()).isTrue();
    assertThat(flags.core().newGroupsEnforceRole()).isTrue();
    assertThat(flags.core().maxTasksPerOffer()).isEqualTo(3);
    assertThat(flags.detailedLog()).isTrue();
    assertThat(flags.all().get("metrics_prometheus")).isEqualTo("false");
    assertThat(flags.all().get("metrics_name_prefix")).isEqualTo("marathon");
  }

  @Test
  void whoseResourcesAreAcceptedCanBeSaidInTwoForms() {
    assertThat(parse().core().launch().acceptedRoles()).isEqualTo(AcceptedRoles.ANY);
    String behavior = "--accepted_resource_roles_default_behavior=";
    assertThat(parse(behavior + "Unreserved").core().launch().acceptedRoles())
        .isEqualTo(AcceptedRoles.UNRESERVED);
    assertThat(parse(behavior + "reserved").core().launch().acceptedRoles())
        .isEqualTo(AcceptedRoles.RESERVED);
    String list = "--default_accepted_resource_roles=";
    assertThat(parse("--mesos_role=web", list + "web").core().launch().acceptedRoles())
        .isEqualTo(AcceptedRoles.RESERVED);
    assertThat(parse("--mesos_role=web", list + "*").core().launch().acceptedRoles())
        .isEqualTo(AcceptedRoles.UNRESERVED);
    assertThat(parse("--mesos_role=web", list + "*, web").core().launch().acceptedRoles())
        .isEqualTo(AcceptedRoles.ANY);
    assertThatThrownBy(() -> parse(behavior + "any", list + "*"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("give only that");
  }

  @Test
  void launchesKnowWhoReservesAndWhichBridgeThereIs() {
    LaunchSettings launch =
        parse("--mesos_authentication_principal=me", "--mesos_bridge_name=br").core().launch();
    assertThat(launch.principal()).contains("me");
    assertThat(launch.mesosBridgeName()).isEqualTo("br");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--httpport=1|--httpport is no flag; did you mean \"http_port\"?",
        "--http_port=x|--http_port: \"x\" is not a number",
        "--http_port=70000|--http_port is a port from 1 to 65535, not 70000",
        "--local_port_min=30000|--local_port_min is more than --local_port_max",
        "--zk=127.0.0.1:2181|--zk: \"127.0.0.1:2181\" is not a URL such as zk://host:2181/mesos",
        "--master=ftp://x|--master: \"ftp://x\" is not where a master is",
        "--mesos_authentication_secret_file=/x|--mesos_authentication_secret_file is not supported",
        "--mesos_authentication|--mesos_authentication can only be false",
        "--enable_features=gpu|there is no feature gpu",
        "--new_group_enforce_role=all|--new_group_enforce_role is off or top, not \"all\"",
        "--accepted_resource_roles_default_behavior=all|behavior is any, unreserved or reserved",
        "--default_accepted_resource_roles=web|can only have * and the role of --mesos_role (*)",
        "--metrics_statsd|--metrics_statsd can only be false",
        "--disable_maintenance_mode|--maintenance_mode can only be true",
        "--executor=custom|--executor can only be //cmd",
        "--zk_session_timeout=4secs|--zk_session_timeout: \"4secs\" is not a number",
      })
  void mistakesAreNamed(String flag, String message) {
    assertThatThrownBy(() -> parse(flag))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message);
  }

  private static String run(ExitCode expected, String... arguments) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(text, true, StandardCharsets.UTF_8);
    assertThat(MarathonMain.run(arguments, Map.of(), stream, stream)).isEqualTo(expected);
    return text.toString(StandardCharsets.UTF_8);
  }

  @Test
  void theProgramSaysWhatItLacks() {
    assertThat(run(ExitCode.WRONG_USAGE))
        .contains("marathon: --master is missing: say where the Mesos master is")
        .contains("marathon: --zk is missing: say where state is to be kept");
    assertThat(run(ExitCode.DONE, "--version")).isEqualTo("marathon 1.11.24\n");
  }
}
